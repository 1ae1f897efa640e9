import { useTranslation } from "react-i18next";

import type { SharedTrip } from "./api";
import styles from "./SharedPlan.module.css";

const WIDTH = 720;
const HEIGHT = 300;
const MARGIN = 28;

interface Spot {
  x: number;
  y: number;
}

/** Each day's way in its colour, drawn from coordinates alone; nothing of a map's tiles is fetched. */
export function WaySketch({ trip }: { trip: SharedTrip }) {
  const { t } = useTranslation("share");
  const days = (trip.days ?? []).map((day) => day.stops.flatMap(({ place: { at } }) => (at == null ? [] : [{ x: at.lon, y: mercator(at.lat) }])));
  const all = days.flat();
  if (all.length < 2) return null;
  const fit = fitted(all);
  return (
    <svg className={styles.sketch} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("shared.way")}>
      {days.map((spots, number) => (
        <g key={number} data-tone={number % 7}>
          <polyline points={spots.map(fit).map(({ x, y }) => `${x},${y}`).join(" ")} className={styles.line} />
          {spots.map(fit).map(({ x, y }, index) => (
            <circle key={index} cx={x} cy={y} r={5} className={styles.dot} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function mercator(lat: number): number {
  return (-Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
}

function fitted(spots: readonly Spot[]): (spot: Spot) => Spot {
  const [west, east] = [Math.min(...spots.map(({ x }) => x)), Math.max(...spots.map(({ x }) => x))];
  const [north, south] = [Math.min(...spots.map(({ y }) => y)), Math.max(...spots.map(({ y }) => y))];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (east - west || 1), (HEIGHT - 2 * MARGIN) / (south - north || 1));
  return ({ x, y }) => ({
    x: Math.round(WIDTH / 2 + (x - (west + east) / 2) * scale),
    y: Math.round(HEIGHT / 2 + (y - (north + south) / 2) * scale),
  });
}
