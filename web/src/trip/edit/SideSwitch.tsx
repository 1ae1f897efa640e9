import { ToggleGroup } from "radix-ui";
import { useTranslation } from "react-i18next";

import { type Side, useEditing } from "./context";
import styles from "./SideSwitch.module.css";

/** Whether plan and map show the trip as it is, or as the change would make it. */
export function SideSwitch() {
  const { t } = useTranslation("edit");
  const { side, setSide } = useEditing();
  return (
    <ToggleGroup.Root type="single" className={styles.switch} value={side} aria-label={t("side.label")}
      onValueChange={(value) => value !== "" && setSide(value as Side)}>
      <ToggleGroup.Item value="before" className={styles.side}>{t("side.before")}</ToggleGroup.Item>
      <ToggleGroup.Item value="after" className={styles.side}>{t("side.after")}</ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}
