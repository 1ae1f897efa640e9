import { formatDay } from "@/format/dates";

import { useTripContext } from "../context";
import type { DaySlot } from "../plan";
import styles from "./DayNav.module.css";

interface Props {
  slots: readonly DaySlot[];
  /** The first day's date, before any day is solved. */
  startOn: string | null;
}

export function DayNav({ slots, startOn }: Props) {
  const { language, focus, setFocus } = useTripContext();
  const go = (number: number) => {
    setFocus({ day: number, stopId: null, by: "plan" });
    document.getElementById(`day-${number}`)?.scrollIntoView({ block: "start" });
  };
  return (
    <nav className={styles.nav} aria-label="Days">
      {slots.map(({ number, day }) => (
        <button key={number} type="button" className={styles.day} disabled={day === null} data-tone={(number - 1) % 7}
          aria-current={focus.day === number ? "true" : undefined} onClick={() => go(number)}>
          <span>Day {number}</span>
          <span className={styles.date}>{day === null ? (startOn === null ? "" : "…") : formatDay(day.on, language)}</span>
        </button>
      ))}
    </nav>
  );
}
