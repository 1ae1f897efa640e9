import { useTranslation } from "react-i18next";

import { Tick } from "@/ui/Field";

import { type Section, SECTIONS } from "./api";
import styles from "./Share.module.css";

interface Props {
  chosen: readonly Section[];
  onChange: (chosen: Section[]) => void;
  disabled?: boolean;
}

/** Which parts of the trip are shown; the conversation never is. */
export function SectionTicks({ chosen, onChange, disabled = false }: Props) {
  const { t } = useTranslation("share");
  const set = (section: Section, wanted: boolean) => onChange(SECTIONS.filter((one) => (one === section ? wanted : chosen.includes(one))));
  return (
    <fieldset className={styles.sections} disabled={disabled}>
      <legend>{t("sections.legend")}</legend>
      {SECTIONS.map((section) => (
        <Tick key={section} label={t(`sections.${section}`)} checked={chosen.includes(section)} onChange={(event) => set(section, event.target.checked)} />
      ))}
      <p className={styles.small}>{t("sections.never")}</p>
    </fieldset>
  );
}
