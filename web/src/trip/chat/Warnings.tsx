import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { RunState } from "@/run/state";

import styles from "./ChatPanel.module.css";

export function Warnings({ run }: { run: RunState }) {
  const { t } = useTranslation("trip");
  if (run.warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={t("goodToKnow")} dir="auto">
      {run.warnings.map((warning) => (
        <li key={warning} className={styles.warning}>
          <TriangleAlert size={15} />
          {warning}
        </li>
      ))}
    </ul>
  );
}
