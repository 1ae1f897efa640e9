import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { recentTripsQuery } from "@/api/queries";
import { Landscape } from "@/art/Landscape";
import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";

import styles from "./Cards.module.css";

/** The visitor's last trips; nothing at all for somebody new. */
export function RecentTrips() {
  const { t } = useTranslation("landing");
  const locale = useLocale();
  const { data: trips = [] } = useQuery(recentTripsQuery);
  if (trips.length === 0) return null;
  const now = new Date();
  return (
    <section className={styles.section} aria-labelledby="recent">
      <h2 id="recent">{t("recent")}</h2>
      <ul className={styles.trips}>
        {trips.map((trip) => (
          <li key={trip.id}>
            <Link to="/trips/$tripId" params={{ tripId: trip.id }} className={styles.trip}>
              <Landscape name={trip.title} className={styles.thumb} />
              <span className={styles.words}>
                <strong dir="auto">{trip.title}</strong>
                <span className={styles.small}>{formatAgo(trip.updated_at, now, locale)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
