import { useMemo, useState } from "react";

import type { Itinerary, TripView } from "@/api/types";
import { isOver, type RunState } from "@/run/state";

import type { Command } from "./api";
import type { Editing, Offered, Side } from "./context";
import { marksOf } from "./diffs";
import { type Draft, useDraft } from "./draft";
import { useCommands } from "./useCommands";

/** All that the page knows of changes that are being made to a trip. */
export function useEditState(trip: TripView, run: RunState | null): Editing {
  const { last, ...commands } = useCommands(trip);
  const { draft, tools } = useDraft(trip, commands.send);
  const [chosen, setChosen] = useState<{ of: unknown; side: Side }>({ of: null, side: "after" });
  const [offered, offer] = useState<Offered | null>(null);
  const proposal = run?.proposal ?? null;
  const looking = draft ?? proposal;
  const side = chosen.of === looking ? chosen.side : "after";
  const diff = draft === null ? (proposal?.diff ?? null) : draft.diff;
  const marks = useMemo(() => marksOf(diff), [diff]);
  const after = useMemo(() => (draft === null ? (proposal?.itinerary ?? null) : asDrafted(trip, draft)), [trip, draft, proposal]);
  return {
    ...commands,
    trip,
    working: run === null || isOver(run.phase) || run.phase === "waiting" ? null : touched(last),
    proposal,
    draft,
    tools,
    shown: side === "after" ? after : null,
    marks,
    side,
    setSide: (wanted) => setChosen({ of: looking, side: wanted }),
    broken: draft?.broken ?? [],
    offered,
    offer,
  };
}

/** Nothing moves in the plan while a stop is still in the hand. */
function asDrafted(trip: TripView, { dropped, itinerary, sketch }: Draft): Itinerary | null {
  if (!dropped || trip.itinerary === null) return null;
  if (itinerary !== null || sketch === null) return itinerary;
  return { ...trip.itinerary, days: trip.itinerary.days.map((day, n) => (n + 1 === sketch.number ? sketch.day : day)) };
}

/** Days that a command changes; one that names none may change all. */
function touched(command: Command | null): ReadonlySet<number> | "all" {
  if (command?.kind !== "edits") return "all";
  const days = command.edits.flatMap((edit) => [
    ..."day" in edit && typeof edit.day === "number" ? [edit.day] : [],
    ..."to_day" in edit ? [edit.to_day] : [],
    ..."with_day" in edit ? [edit.with_day] : [],
  ]);
  const whole = command.edits.some((edit) => !("day" in edit || "to_day" in edit || edit.kind === "lock"));
  return whole ? "all" : new Set(days);
}
