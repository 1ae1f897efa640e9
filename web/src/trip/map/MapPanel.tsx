import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useTheme } from "@/theme/theme";

import { useTripContext } from "../context";
import type { PlanView } from "../plan";
import { Legend } from "./Legend";
import styles from "./Map.module.css";
import { MapWaiting } from "./MapWaiting";
import { usePlannedDays } from "./planned";
import { RouteMap } from "./RouteMap";
import { SketchMap } from "./SketchMap";
import { useBasemap } from "./useBasemap";
import { hasWebGl } from "./webgl";

/** The day's route on a map; where the browser cannot draw one (no WebGL), on a sketch. */
export default function MapPanel({ plan }: { plan: PlanView }) {
  const { t } = useTranslation("map");
  const { book } = useTripContext();
  const theme = useTheme();
  const basemap = useBasemap(theme);
  const { days, current } = usePlannedDays(plan);
  const drawable = useMemo(() => hasWebGl(), []);
  return (
    <section className={styles.panel} aria-label={t("route")}>
      {!drawable && <SketchMap current={current} why="cannot" />}
      {drawable && basemap === null && <MapWaiting />}
      {drawable && basemap !== null && <RouteMap key={theme} basemap={basemap} days={days} current={current} book={book} />}
      {drawable && basemap?.offline === true && <p className={styles.notice}>{t("offline")}</p>}
      {current !== null && <Legend current={current} />}
    </section>
  );
}
