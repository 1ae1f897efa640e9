import { useTranslation } from "react-i18next";

import styles from "./DaySkeleton.module.css";

/** The shape of a day to come. */
export function DaySkeleton({ number }: { number?: number }) {
  const { t } = useTranslation("plan");
  return (
    <div className={styles.card} aria-hidden="true">
      <div className={styles.head}>{number !== undefined && <span>{t("day", { number })}</span>}</div>
      {[0, 1, 2].map((row) => (
        <div key={row} className={styles.row}>
          <span className={styles.tile} />
          <span className={styles.lines}>
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  );
}
