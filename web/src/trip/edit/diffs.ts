/** A diff as it is shown: by day, and as marks on the stops of either side. Pure. */
import { type At, listed, type Piece, type Stop, type StopChange, type TripDiff } from "@/api/types";

export type Mark = "new" | "goes" | "moved" | "retimed";

export interface Marks {
  before: ReadonlyMap<string, Mark>;
  after: ReadonlyMap<string, Mark>;
  /** By day: what is no longer there, or on another day by now. */
  gone: ReadonlyMap<number, readonly At[]>;
}

export interface DayGroup {
  /** Null: of the whole trip. */
  day: number | null;
  pieces: readonly Piece[];
  /** Stops that only shift because of these. */
  also: readonly StopChange[];
}

export function byDay(diff: TripDiff): readonly DayGroup[] {
  const groups = new Map<number | null, { pieces: Piece[]; also: StopChange[] }>();
  const of = (day: number | null) => {
    const group = groups.get(day) ?? { pieces: [], also: [] };
    groups.set(day, group);
    return group;
  };
  listed(diff.pieces).forEach((piece) => of(piece.day ?? null).pieces.push(piece));
  listed(diff.also).forEach((change) => of(change.after?.day ?? null).also.push(change));
  return [...groups].map(([day, group]) => ({ day, ...group })).sort((a, b) => (a.day ?? 0) - (b.day ?? 0));
}

/** Whether it can only be taken or left as one. */
export function isWhole(diff: TripDiff): boolean {
  return diff.pieces.length < 2 || diff.pieces.some((piece) => listed(piece.edits).length === 0);
}

export function changesOf(diff: TripDiff): readonly StopChange[] {
  return [...listed(diff.pieces).flatMap((piece) => listed(piece.changes)), ...listed(diff.also)];
}

const AFTER: Partial<Record<StopChange["kind"], Mark>> = { added: "new", replaced: "new", moved: "moved", retimed: "retimed" };
const BEFORE: Partial<Record<StopChange["kind"], Mark>> = { removed: "goes", replaced: "goes", moved: "moved", retimed: "retimed" };

export function marksOf(diff: TripDiff | null): Marks {
  const before = new Map<string, Mark>();
  const after = new Map<string, Mark>();
  const gone = new Map<number, At[]>();
  for (const { kind, before: was, after: now } of diff === null ? [] : changesOf(diff)) {
    const [there, here] = [BEFORE[kind], AFTER[kind]];
    if (was != null && there !== undefined) before.set(atKey(was.day, was), there);
    if (now != null && here !== undefined) after.set(atKey(now.day, now), here);
    if (was != null && (now == null || kind === "replaced" || now.day !== was.day)) gone.set(was.day, [...(gone.get(was.day) ?? []), was]);
  }
  return { before, after, gone };
}

export function markOf(marks: ReadonlyMap<string, Mark>, day: number, stop: Stop): Mark | null {
  return marks.get(atKey(day, stop)) ?? null;
}

function atKey(day: number, at: { place_id: string; start_local: string }): string {
  return `${day}|${at.place_id}|${at.start_local}`;
}
