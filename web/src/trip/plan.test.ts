import { describe, expect, it } from "vitest";

import type { Day, Itinerary, TripRequest, TripView } from "@/api/types";
import { emptyRun } from "@/run/state";

import { planOf } from "./plan";

function day(title: string): Day {
  return { on: "2027-04-12", city_id: "rome", time_zone: "Europe/Rome", base_id: "rome/inn", sleep_id: null, stops: [], title, story: "" };
}

function trip(days: readonly Day[] | null): TripView {
  const itinerary = days === null ? null : ({ days } as Itinerary);
  return {
    id: "t", title: "Rome", access: "owner", branch: "main", can_undo: false, can_redo: false, created_at: "", updated_at: "", version: days === null ? 0 : 1,
    request: null, itinerary, certificate: null, messages: [], run: null,
  };
}

const REQUEST = { days: 3 } as TripRequest;
const titles = (plan: ReturnType<typeof planOf>) => plan.slots.map((slot) => slot.day?.title ?? null);

describe("planOf", () => {
  it("keeps room for the days still to be solved", () => {
    const run = { ...emptyRun("r"), phase: "working" as const, request: REQUEST, days: { 2: day("two") } };
    expect(titles(planOf(trip(null), run))).toEqual([null, "two", null]);
  });

  it("lays the days of a change over the kept ones", () => {
    const run = { ...emptyRun("r"), phase: "working" as const, days: { 2: day("new") } };
    expect(titles(planOf(trip([day("one"), day("two")]), run))).toEqual(["one", "new"]);
  });

  it("shows the result alone once it is there", () => {
    const run = { ...emptyRun("r"), phase: "done" as const, days: { 3: day("draft") }, itinerary: { days: [day("final")] } as Itinerary };
    expect(titles(planOf(trip(null), run))).toEqual(["final"]);
  });

  it("keeps what was solved before a stop", () => {
    const run = { ...emptyRun("r"), phase: "stopped" as const, request: REQUEST, days: { 1: day("one") } };
    expect(titles(planOf(trip(null), run))).toEqual(["one"]);
    expect(planOf(trip(null), run).building).toBe(false);
  });
});
