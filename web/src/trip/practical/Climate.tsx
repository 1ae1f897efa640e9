import clsx from "clsx";

import type { CityFacts } from "@/api/types";
import { formatMonth } from "@/format/dates";
import { formatCelsius } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./Practical.module.css";

interface Props {
  climate: CityFacts["climate"];
  month: number | null;
}

/** Twelve months as bars from the mean low to the mean high, the month of the visit marked. */
export function Climate({ climate, month }: Props) {
  const { language } = useTripContext();
  const coldest = Math.min(...climate.map(({ low }) => low));
  const span = Math.max(...climate.map(({ high }) => high)) - coldest || 1;
  return (
    <figure className={styles.climate}>
      <figcaption>Climate</figcaption>
      <ol className={styles.months}>
        {climate.map((normal) => {
          const name = formatMonth(`2000-${String(normal.month).padStart(2, "0")}-01`, language);
          const text = `${name}: ${formatCelsius(normal.low, language)} to ${formatCelsius(normal.high, language)}, ${normal.rain_days} days with rain`;
          return (
            <li key={normal.month} className={clsx(styles.month, normal.month === month && styles.now)} title={text}>
              <span className={styles.high}>{Math.round(normal.high)}°</span>
              <span className={styles.column} aria-hidden="true">
                <span style={{ bottom: `${(100 * (normal.low - coldest)) / span}%`, height: `${(100 * (normal.high - normal.low)) / span}%` }} />
              </span>
              <span aria-hidden="true">{name.slice(0, 1)}</span>
              <span className="visually-hidden">{text}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
