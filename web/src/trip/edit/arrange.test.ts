import { describe, expect, it } from "vitest";

import type { Day, Stop } from "@/api/types";

import { arrangeEdit, dayWith, moved, ordered, retimed, slotsOf, startInGap } from "./arrange";

function stop(id: string, start: string, end: string, way = 10, locked = false): Stop {
  return { id, place_id: `rome/${id}`, purpose: "visit", start_local: `2027-04-12T${start}:00`, end_local: `2027-04-12T${end}:00`, leg: { minutes: way }, locked } as Stop;
}

const day = (...stops: Stop[]) => ({ on: "2027-04-12", stops }) as Day;
const DAY = day(stop("forum", "09:00", "10:30"), stop("lunch", "12:30", "13:30"), stop("museum", "14:00", "16:00", 20));
const times = (slots: ReturnType<typeof slotsOf>) => slots.map(({ stop: { id }, start, minutes }) => [id, start, start + minutes]);

describe("moved", () => {
  it("puts a stop after another and leaves a hole where it was", () => {
    expect(times(moved(slotsOf(DAY), 0, 2))).toEqual([["lunch", 750, 810], ["forum", 820, 910], ["museum", 930, 1050]]);
  });

  it("puts a stop first and pushes only who stands in the way", () => {
    expect(times(moved(slotsOf(DAY), 2, 0))).toEqual([["museum", 540, 660], ["forum", 670, 760], ["lunch", 770, 830]]);
  });

  it("changes nothing where the stop already is", () => {
    const slots = slotsOf(DAY);
    expect(moved(slots, 1, 1)).toBe(slots);
    expect(moved(slots, 1, 2)).toBe(slots);
  });

  it("never pushes what is locked", () => {
    const held = day(stop("forum", "09:00", "10:30"), stop("lunch", "11:00", "12:00", 10, true), stop("museum", "14:00", "16:00"));
    expect(times(moved(slotsOf(held), 2, 0))[2]).toEqual(["lunch", 660, 720]);
  });
});

describe("retimed", () => {
  it("takes its place among the others by its start", () => {
    expect(times(retimed(slotsOf(DAY), 0, 13 * 60 + 40, 60)).map(([id]) => id)).toEqual(["lunch", "forum", "museum"]);
  });

  it("keeps a longer visit and pushes what follows", () => {
    expect(times(retimed(slotsOf(DAY), 1, 750, 100))).toEqual([["forum", 540, 630], ["lunch", 750, 850], ["museum", 870, 990]]);
  });
});

it("says in a typed edit exactly what is shown", () => {
  const slots = moved(slotsOf(DAY), 0, 2);
  const edit = arrangeEdit(1, slots);
  const shown = dayWith(DAY, slots);
  expect(edit).toMatchObject({ kind: "arrange", day: 1, stops: [{ place_id: "rome/lunch", start_min: 750, minutes: 60 }, { start_min: 820 }, { start_min: 930 }] });
  expect(times(slotsOf(shown))).toEqual(times(slots));
});

it("knows about when a stop from elsewhere would begin", () => {
  expect(startInGap(slotsOf(DAY), 2)).toBe(820);
  expect(startInGap(slotsOf(DAY), 0)).toBe(480);
  expect(startInGap([], 0)).toBe(540);
});

it("orders days as they were put", () => {
  expect(ordered(4, 1, 4)).toEqual([2, 3, 1, 4]);
  expect(ordered(4, 3, 1)).toEqual([3, 1, 2, 4]);
  expect(ordered(3, 1, 4)).toEqual([2, 3, 1]);
});
