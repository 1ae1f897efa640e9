import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import { mapStops } from "../plan";
import styles from "./Map.module.css";
import type { PlannedDay } from "./planned";
import { project } from "./projection";
import { routePoints } from "./route";

interface Props {
  current: PlannedDay | null;
  why: "cannot" | "noNetwork";
}

const SIZE = { width: 400, height: 520 };

/** The route to scale on plain paper, for browsers that cannot draw a map. */
export function SketchMap({ current, why }: Props) {
  const { t } = useTranslation("map");
  const { book, focus, setFocus } = useTripContext();
  if (current === null) return <p className={styles.empty}>{t("empty")}</p>;
  const { number, day } = current;
  const points = routePoints(day, book);
  const toPlane = project(points, SIZE);
  const line = points.map(toPlane).map(({ x, y }) => `${x},${y}`).join(" ");
  return (
    <>
      <svg className={styles.sketch} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} data-tone={(number - 1) % 7} role="group" aria-label={t("sketch", { number })}>
        <polyline points={line} className={styles.line} />
        {mapStops(day, book).map(({ stop, order, name, at }) => {
          const { x, y } = toPlane(at);
          return (
            <g key={stop.id} className={styles.knot} data-chosen={focus.stopId === stop.id || undefined} transform={`translate(${x} ${y})`}
              onMouseEnter={() => setFocus({ day: number, stopId: stop.id, by: "scroll" })}>
              <circle r="13" />
              <text className={styles.number} dy="4.5">{order}</text>
              <text className={styles.name} y="28">{name}</text>
            </g>
          );
        })}
      </svg>
      <p className={styles.notice}>{t(why)}</p>
    </>
  );
}
