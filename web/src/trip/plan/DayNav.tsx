import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import type { DaySlot } from "../plan";
import { DayChip } from "./DayChip";
import styles from "./DayNav.module.css";

interface Props {
  slots: readonly DaySlot[];
  /** The first day's date, before any day is solved. */
  startOn: string | null;
}

export function DayNav({ slots, startOn }: Props) {
  const { t } = useTranslation("plan");
  const { setFocus } = useTripContext();
  const go = (number: number) => {
    setFocus({ day: number, stopId: null, by: "plan" });
    document.getElementById(`day-${number}`)?.scrollIntoView({ block: "start" });
  };
  return (
    <nav className={styles.nav} aria-label={t("days")}>
      {slots.map((slot) => (
        <DayChip key={slot.number} slot={slot} waiting={startOn !== null} onGo={() => go(slot.number)} />
      ))}
    </nav>
  );
}
