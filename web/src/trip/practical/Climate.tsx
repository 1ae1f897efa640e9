import clsx from "clsx";
import { useTranslation } from "react-i18next";

import type { CityFacts } from "@/api/types";
import { formatMonth } from "@/format/dates";
import { formatCelsius, formatDegrees } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./Practical.module.css";

interface Props {
  climate: CityFacts["climate"];
  month: number | null;
}

/** Twelve months as bars from the mean low to the mean high, the month of the visit marked. */
export function Climate({ climate, month }: Props) {
  const { t } = useTranslation("practical");
  const { locale } = useTripContext();
  const coldest = Math.min(...climate.map(({ low }) => low));
  const span = Math.max(...climate.map(({ high }) => high)) - coldest || 1;
  return (
    <figure className={styles.climate}>
      <figcaption>{t("climate")}</figcaption>
      <ol className={styles.months}>
        {climate.map((normal) => {
          const name = formatMonth(`2000-${String(normal.month).padStart(2, "0")}-01`, locale);
          const [low, high] = [formatCelsius(normal.low, locale), formatCelsius(normal.high, locale)];
          const text = t("month", { month: name, low, high, rain: t("rainDays", { count: Math.round(normal.rain_days) }) });
          return (
            <li key={normal.month} className={clsx(styles.month, normal.month === month && styles.now)} title={text}>
              <span className={styles.high}>{formatDegrees(normal.high, locale)}</span>
              <span className={styles.column} aria-hidden="true">
                <span style={{ bottom: `${(100 * (normal.low - coldest)) / span}%`, height: `${(100 * (normal.high - normal.low)) / span}%` }} />
              </span>
              <span aria-hidden="true">{formatMonth(`2000-${String(normal.month).padStart(2, "0")}-01`, locale, "narrow")}</span>
              <span className="visually-hidden">{text}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
