import { AlarmClockCheck } from "lucide-react";

import type { Day } from "@/api/types";
import { formatPercent } from "@/format/measures";

import { useTripContext } from "../context";
import styles from "./DayHead.module.css";

type Weak = NonNullable<Day["weakest"]>;

const WHAT: Record<Weak["what"], (name: string) => string> = {
  last_entry: (name) => `the last entry at ${name}`,
  closing: (name) => `leaving ${name} before it closes`,
  meal: (name) => `the kitchen hours of ${name}`,
  back: (name) => `being back at ${name}`,
  departure: () => "the departure",
};

/** How likely the day keeps its hours when visits and rides take longer than planned. */
export function OnTimeNote({ chance, weakest }: { chance: number; weakest: Weak | null }) {
  const { language, book } = useTripContext();
  const weak = weakest === null ? "" : weakPoint(weakest, book.place(weakest.place_id)?.name ?? "your stay", language);
  return (
    <span className={styles.fact} title={weak === "" ? "Simulated with the usual delays" : weak}>
      <AlarmClockCheck size={15} />
      {likely(chance, language)} on time
      <span className="visually-hidden">{weak}</span>
    </span>
  );
}

/** Nothing is certain: what would round to all of it is told as more than 99 %. */
function likely(chance: number, language: string): string {
  return chance >= 0.995 ? `Over ${formatPercent(0.99, language)}` : formatPercent(chance, language);
}

function weakPoint({ what, chance }: Weak, name: string, language: string): string {
  return `Most likely to slip: ${WHAT[what](name)} (${formatPercent(chance, language)})`;
}
