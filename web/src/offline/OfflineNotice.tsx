import { WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";

import { formatClock } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";

import { useConnection } from "./connection";
import styles from "./OfflineNotice.module.css";

/** A line over the page while there is no network: of when what it shows is, and what has to wait. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { offline, keptAt } = useConnection();
  return (
    <div role="status">
      {offline && (
        <p className={styles.notice}>
          <WifiOff size={15} aria-hidden />
          <span>
            {keptAt === null ? t("offline.now") : t("offline.asOf", { time: formatClock(keptAt, locale) })} {t("offline.changes")}
          </span>
        </p>
      )}
    </div>
  );
}
