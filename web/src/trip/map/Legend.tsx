import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import styles from "./Map.module.css";
import type { PlannedDay } from "./planned";

/** Which day's route is drawn. */
export function Legend({ current: { number, day } }: { current: PlannedDay }) {
  const { t } = useTranslation("plan");
  const { language } = useTripContext();
  return (
    <p className={styles.legend} data-tone={(number - 1) % 7}>
      <span className={styles.swatch} />
      {t("day", { number })}
      {day.title !== "" && (
        <>
          {" · "}
          <bdi lang={language}>{day.title}</bdi>
        </>
      )}
    </p>
  );
}
