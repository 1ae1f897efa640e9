import { describe, expect, it } from "vitest";

import type { At, Piece, Stop, TripDiff } from "@/api/types";

import { byDay, isWhole, markOf, marksOf } from "./diffs";

function at(day: number, id: string, start: string): At {
  return { day, place_id: `rome/${id}`, name: id, start_local: `2027-04-12T${start}:00`, end_local: `2027-04-12T23:00:00` };
}

function piece(kind: Piece["kind"], before: At | null, after: At | null): Piece {
  const one = after ?? before;
  return { id: `${kind}:${one?.place_id ?? ""}`, kind, day: one?.day ?? null, text: one?.name ?? "", changes: [{ kind, purpose: "visit", before, after }], edits: [{ kind: "remove", place_id: "x" }] };
}

function diff(pieces: Piece[], also: TripDiff["also"] = []): TripDiff {
  return { pieces, also, days: [], walking_min: 0, travel_min: 0 };
}

const stopAt = ({ place_id, start_local }: At) => ({ place_id, start_local }) as Stop;
const OLD = at(2, "forum", "09:00");
const NEW = at(2, "museum", "09:30");
const SHIFTED = { kind: "retimed" as const, purpose: "visit" as const, before: at(1, "inn", "12:00"), after: at(1, "inn", "12:30") };

describe("byDay", () => {
  it("groups pieces and what only shifts, the whole trip first", () => {
    const stay = { ...piece("stay", null, null), id: "stay" };
    const groups = byDay(diff([piece("removed", OLD, null), stay], [SHIFTED]));
    expect(groups.map(({ day, pieces, also }) => [day, pieces.length, also.length])).toEqual([[null, 1, 0], [1, 0, 1], [2, 1, 0]]);
  });
});

describe("isWhole", () => {
  it("lets choose among pieces that can stand alone", () => {
    expect(isWhole(diff([piece("removed", OLD, null), piece("added", null, NEW)]))).toBe(false);
    expect(isWhole(diff([piece("removed", OLD, null)]))).toBe(true);
    expect(isWhole(diff([piece("removed", OLD, null), { ...piece("added", null, NEW), edits: [] }]))).toBe(true);
  });
});

describe("marksOf", () => {
  it("marks what comes on one side and what goes on the other", () => {
    const marks = marksOf(diff([piece("replaced", OLD, NEW)], [SHIFTED]));
    expect(markOf(marks.after, 2, stopAt(NEW))).toBe("new");
    expect(markOf(marks.before, 2, stopAt(OLD))).toBe("goes");
    expect(markOf(marks.after, 1, stopAt(SHIFTED.after))).toBe("retimed");
    expect(marks.gone.get(2)).toEqual([OLD]);
    expect(marks.gone.get(1)).toBeUndefined();
  });

  it("marks a stop of another day on both", () => {
    const marks = marksOf(diff([piece("moved", OLD, at(3, "forum", "10:00"))]));
    expect(marks.gone.get(2)).toEqual([OLD]);
    expect(markOf(marks.after, 3, stopAt(at(3, "forum", "10:00")))).toBe("moved");
  });

  it("marks nothing without a diff", () => {
    expect(marksOf(null).after.size).toBe(0);
  });
});
