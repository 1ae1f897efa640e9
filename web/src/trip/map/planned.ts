import type { Day } from "@/api/types";

/** A day that has been solved, with its number in the trip from 1. */
export interface PlannedDay {
  number: number;
  day: Day;
}
