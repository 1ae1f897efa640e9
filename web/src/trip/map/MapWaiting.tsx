import { useTranslation } from "react-i18next";

import styles from "./Map.module.css";

export function MapWaiting() {
  const { t } = useTranslation("map");
  return <div className={styles.waiting} role="img" aria-label={t("loading")} />;
}
