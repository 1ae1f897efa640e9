import { Accessibility, Clock, Ticket } from "lucide-react";

import type { Place, Stop } from "@/api/types";
import { formatMinutes, formatWeekday } from "@/format/dates";
import { windowsOn } from "@/format/hours";
import { formatMoney } from "@/format/money";

import { useTripContext } from "../context";
import styles from "./StopFacts.module.css";

interface Props {
  stop: Stop;
  on: string;
  place: Place | null;
}

/** What decides whether the stop works: hours of that date, price for the party, step-free access. */
export function StopFacts({ stop, on, place }: Props) {
  const { language } = useTripContext();
  const hours = place?.hours == null ? null : hoursOn(place.hours.spec, on, language);
  return (
    <ul className={styles.facts}>
      {hours !== null && (
        <li>
          <Clock size={14} />
          {hours}
        </li>
      )}
      <li>
        <Ticket size={14} />
        {price(stop, language)}
      </li>
      {(place?.step_free === "yes" || place?.step_free === "limited") && (
        <li>
          <Accessibility size={14} />
          {place.step_free === "yes" ? "Step-free" : "Partly step-free"}
        </li>
      )}
    </ul>
  );
}

function price(stop: Stop, language: string): string {
  if (!stop.cost_known) return "Price not known";
  return stop.cost.minor === 0 ? "Free" : formatMoney(stop.cost, language);
}

function hoursOn(spec: string, on: string, language: string): string {
  const windows = windowsOn(spec, on);
  const day = formatWeekday(on, language);
  // A rule that our reader does not know is shown as it stands; so is a day that only a holiday rule opens.
  if (windows === null || windows.length === 0) return spec;
  if (windows.some(({ start, end }) => start === 0 && end >= 1440)) return `${day}: open all day`;
  return `${day} ${windows.map(({ start, end }) => `${formatMinutes(start, language)}–${formatMinutes(end, language)}`).join(", ")}`;
}
