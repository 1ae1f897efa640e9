import { useMemo } from "react";

import { useTheme } from "@/theme/theme";

import { useTripContext } from "../context";
import type { PlanView } from "../plan";
import styles from "./Map.module.css";
import { MapWaiting } from "./MapWaiting";
import type { PlannedDay } from "./planned";
import { RouteMap } from "./RouteMap";
import { SketchMap } from "./SketchMap";
import { useBasemap } from "./useBasemap";
import { hasWebGl } from "./webgl";

/** The day's route on a map; where the browser cannot draw one (no WebGL), on a sketch. */
export default function MapPanel({ plan }: { plan: PlanView }) {
  const { book, focus } = useTripContext();
  const theme = useTheme();
  const basemap = useBasemap(theme);
  const days = useMemo(
    () => plan.slots.flatMap(({ number, day }): PlannedDay[] => (day === null ? [] : [{ number, day }])),
    [plan.slots],
  );
  const current = days.find(({ number }) => number === focus.day) ?? days[0] ?? null;
  const drawable = useMemo(() => hasWebGl(), []);
  return (
    <section className={styles.panel} aria-label="Route">
      {!drawable && <SketchMap days={days} current={current} />}
      {drawable && basemap === null && <MapWaiting />}
      {drawable && basemap !== null && <RouteMap key={theme} basemap={basemap} days={days} current={current} book={book} />}
      {drawable && basemap?.offline === true && <p className={styles.notice}>Offline map: outlines only · grid of 1 km</p>}
      {current !== null && (
        <p className={styles.legend} data-tone={(current.number - 1) % 7}>
          <span className={styles.swatch} />
          Day {current.number}
          {current.day.title !== "" && ` · ${current.day.title}`}
        </p>
      )}
    </section>
  );
}
