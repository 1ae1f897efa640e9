import { useMemo } from "react";

import type { Day } from "@/api/types";

import { useTripContext } from "../context";
import type { PlanView } from "../plan";

/** A day that has been solved, with its number in the trip from 1. */
export interface PlannedDay {
  number: number;
  day: Day;
}

/** The days that have a route, and the one that is looked at. */
export function usePlannedDays(plan: PlanView): { days: readonly PlannedDay[]; current: PlannedDay | null } {
  const { focus } = useTripContext();
  const days = useMemo(
    () => plan.slots.flatMap(({ number, day }): PlannedDay[] => (day === null ? [] : [{ number, day }])),
    [plan.slots],
  );
  return { days, current: days.find(({ number }) => number === focus.day) ?? days[0] ?? null };
}
