import { useTranslation } from "react-i18next";

import { listed, type Wished } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./Conflict.module.css";
import { useEditing } from "./context";

/** The wishes that cannot be together, each with what of the trip it is about. */
export function Conflict({ wishes }: { wishes: readonly Wished[] | undefined }) {
  const { t } = useTranslation("edit");
  const all = listed(wishes);
  if (all.length === 0) return null;
  return (
    <div className={styles.conflict}>
      <p>{t("whyNot.conflict")}</p>
      <ul>
        {all.map((wish) => (
          <li key={`${wish.kind}:${wish.text}`}>
            <span className={styles.kind}>{t(`wish.${wish.kind}`)}</span>
            <bdi>{wish.text}</bdi>
            <Where wish={wish} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A wish about what is in the plan leads there. */
function Where({ wish }: { wish: Wished }) {
  const { t } = useTranslation("edit");
  const { setFocus } = useTripContext();
  const { trip } = useEditing();
  const days = trip?.itinerary?.days ?? [];
  const at = wish.day ?? 1 + days.findIndex((day) => day.stops.some((stop) => stop.place_id === wish.place_id));
  const day = days[at - 1];
  if (day === undefined) return null;
  const stopId = day.stops.find((stop) => stop.place_id === wish.place_id)?.id ?? null;
  return (
    <button type="button" className={styles.where} onClick={() => setFocus({ day: at, stopId, by: "map" })}>
      {t("diff.day", { number: at })}
    </button>
  );
}
