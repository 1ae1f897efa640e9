import { RotateCcw } from "lucide-react";

import type { TripView } from "@/api/types";
import { formatWeekday } from "@/format/dates";
import type { RunState } from "@/run/state";
import { Chip } from "@/ui/Chip";

import styles from "./ChatPanel.module.css";

interface Props {
  trip: TripView;
  run: RunState | null;
  onChoose: (message: string) => void;
  onRetry: (() => void) | null;
}

/** What people ask next, one click away; after a failure or a stop, the same wish once more. */
export function Suggestions({ trip, run, onChoose, onRetry }: Props) {
  const halted = run?.phase === "failed" || run?.phase === "stopped";
  const next = trip.itinerary === null ? [] : followUps(trip);
  if (!halted && next.length === 0) return null;
  return (
    <div className={styles.suggestions} role="group" aria-label="Suggestions">
      {halted && onRetry !== null && (
        <Chip onClick={onRetry}>
          <RotateCcw size={14} />
          Try again
        </Chip>
      )}
      {next.map((suggestion) => (
        <Chip key={suggestion} onClick={() => onChoose(suggestion)}>
          {suggestion}
        </Chip>
      ))}
    </div>
  );
}

function followUps(trip: TripView): string[] {
  const days = trip.itinerary?.days ?? [];
  const middle = days[Math.floor(days.length / 2)];
  const rain = middle === undefined ? [] : [`What if it rains on ${formatWeekday(middle.on, "en", "long")}?`];
  return ["Make it cheaper", "Start later", ...rain, "One more day"];
}
