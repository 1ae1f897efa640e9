import { useTranslation } from "react-i18next";

import styles from "./Trip.module.css";
import { DaySkeleton } from "./plan/DaySkeleton";

export function TripSkeleton() {
  const { t } = useTranslation("trip");
  return (
    <div className={styles.loading} aria-busy="true" aria-label={t("loading")}>
      <DaySkeleton />
      <DaySkeleton />
    </div>
  );
}
