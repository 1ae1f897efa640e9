import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { listDayMaps } from "./api";
import styles from "./TakeAlong.module.css";

/** Each day's way as a link that opens the maps application of one's choice. */
export function DayMapsSection({ tripId, version }: { tripId: string; version: number }) {
  const { t } = useTranslation("documents");
  const title = useId();
  const { data: days = [] } = useQuery({ queryKey: ["day-maps", tripId, version], queryFn: () => listDayMaps(tripId) });
  if (days.length === 0) return null;
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title}>{t("maps.title")}</h3>
      <ul className={styles.days}>
        {days.map(({ day, google, apple }) => (
          <li key={day}>
            <span>{t("maps.day", { day })}</span>
            <a href={google} target="_blank" rel="noreferrer" aria-label={t("maps.google", { day })}>
              {GOOGLE}
            </a>
            <a href={apple} target="_blank" rel="noreferrer" aria-label={t("maps.apple", { day })}>
              {APPLE}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

// Names, the same in every language.
const GOOGLE = "Google Maps";
const APPLE = "Apple Maps";
