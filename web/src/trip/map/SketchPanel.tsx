import { useTranslation } from "react-i18next";

import type { PlanView } from "../plan";
import { Legend } from "./Legend";
import styles from "./Map.module.css";
import { usePlannedDays } from "./planned";
import { SketchMap } from "./SketchMap";

/** The day's route drawn by the page itself, for when the map's own code cannot be had. */
export default function SketchPanel({ plan }: { plan: PlanView }) {
  const { t } = useTranslation("map");
  const { current } = usePlannedDays(plan);
  return (
    <section className={styles.panel} aria-label={t("route")}>
      <SketchMap current={current} why="noNetwork" />
      {current !== null && <Legend current={current} />}
    </section>
  );
}
