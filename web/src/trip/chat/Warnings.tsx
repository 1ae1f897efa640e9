import { TriangleAlert } from "lucide-react";

import type { RunState } from "@/run/state";

import styles from "./ChatPanel.module.css";

export function Warnings({ run }: { run: RunState }) {
  if (run.warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Good to know">
      {run.warnings.map((warning) => (
        <li key={warning} className={styles.warning}>
          <TriangleAlert size={15} />
          {warning}
        </li>
      ))}
    </ul>
  );
}
