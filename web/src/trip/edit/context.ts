/** What the parts of the page that change a trip share. */
import { createContext, use } from "react";

import type { ChangeSince, Itinerary, Place, TripView, Violation } from "@/api/types";
import type { RunState } from "@/run/state";

import type { Command } from "./api";
import { type Marks, marksOf } from "./diffs";
import type { Draft, DraftTools } from "./draft";

export interface Stale {
  command: Command;
  since: readonly ChangeSince[];
}

/** Places that could be added, for the map; tapping one chooses it. */
export interface Offered {
  day: number;
  places: readonly Place[];
  choose: (place: Place) => void;
}

export interface Editing {
  trip: TripView | null;
  send: (command: Command) => void;
  /** True between a click and the server's answer. */
  sending: boolean;
  error: Error | null;
  stale: Stale | null;
  forget: () => void;
  /** Days that a run at work may change; null: none is at work. */
  working: ReadonlySet<number> | "all" | null;
  proposal: RunState["proposal"];
  draft: Draft | null;
  tools: DraftTools;
  /** The trip as it would be, while a change is looked at; null: it is shown as it is. */
  shown: Itinerary | null;
  marks: Marks;
  side: Side;
  setSide: (side: Side) => void;
  broken: readonly Violation[];
  offered: Offered | null;
  offer: (offered: Offered | null) => void;
}

export type Side = "before" | "after";

const NOTHING = () => undefined;

/** Outside a trip's own page (an embedded or shared one) nothing can be changed. */
export const EditContext = createContext<Editing>({
  trip: null, send: NOTHING, sending: false, error: null, stale: null, forget: NOTHING, working: null, proposal: null, draft: null,
  tools: { look: NOTHING, drop: NOTHING, tryOut: NOTHING, leave: NOTHING, take: NOTHING },
  shown: null, marks: marksOf(null), side: "after", setSide: NOTHING, broken: [], offered: null, offer: NOTHING,
});

export function useEditing(): Editing {
  return use(EditContext);
}
