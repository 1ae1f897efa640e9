import { WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";

import styles from "./LostNotice.module.css";

export function LostNotice() {
  const { t } = useTranslation("trip");
  return (
    <p className={styles.notice} role="status">
      <WifiOff size={15} />
      {t("lost")}
    </p>
  );
}
