import { useTranslation } from "react-i18next";

import { Panel } from "@/console/ui/Panel";
import { Button } from "@/ui/Button";

import styles from "../AccountPage.module.css";

/** Shown this once; they leave the page only by the owner's own doing. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Panel title={t("safe.keepCodes")} note={t("safe.keepNote")}>
      <ul className={styles.codes} aria-label={t("safe.codes")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join("\n"))}>{t("copy")}</Button>
        <Button look="solid" onClick={onKept}>
          {t("safe.keptThem")}
        </Button>
      </div>
    </Panel>
  );
}
