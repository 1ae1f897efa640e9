/** A change under somebody's hand: looked at by the server while it is made, kept when it holds, else it waits. */
import { useCallback, useEffect, useRef, useState } from "react";

import type { Day, Edit, Itinerary, TripDiff, TripView, Violation, WayOut } from "@/api/types";

import { type Command, preview } from "./api";

export interface Draft {
  edits: Edit[];
  /** The day as the page itself lays it out, shown until the server's view is here. */
  sketch: { number: number; day: Day } | null;
  phase: "looking" | "holds" | "breaks" | "refused" | "sent";
  itinerary: Itinerary | null;
  diff: TripDiff | null;
  broken: readonly Violation[];
  /** Null while repairs are being worked out. */
  offers: readonly WayOut[] | null;
  refusal: Error | null;
  /** Let go: it is sent as soon as it is known to hold. */
  dropped: boolean;
}

export interface DraftTools {
  /** Shows a change that is being made, and asks what it breaks. */
  look: (edits: Edit[], sketch: Draft["sketch"]) => void;
  drop: () => void;
  /** Both at once, for a change that a menu makes. */
  tryOut: (edits: Edit[], sketch: Draft["sketch"]) => void;
  leave: () => void;
  /** Sends a repair in its stead. */
  take: (offer: WayOut) => void;
}

const STILL_MS = 40;

export function useDraft(trip: TripView, send: (command: Command) => void): { draft: Draft | null; tools: DraftTools } {
  const [draft, setDraft] = useState<Draft | null>(null);
  const asking = useRef<AbortController | null>(null);
  const now = useRef<Draft | null>(null);
  const put = useCallback((next: Draft | null) => {
    now.current = next;
    setDraft(next);
  }, []);

  const settle = useCallback(
    (next: Draft) => {
      if (!next.dropped || next.phase === "looking") {
        put(next);
        return;
      }
      if (next.phase !== "holds") {
        put(next);
        if (next.phase === "breaks") void mended(trip.id, next).then((whole) => now.current?.edits === next.edits && put(whole));
        return;
      }
      put({ ...next, phase: "sent" });
      send({ kind: "edits", edits: next.edits });
    },
    [put, send, trip.id],
  );

  const look = useCallback(
    (edits: Edit[], sketch: Draft["sketch"], dropped = false) => {
      asking.current?.abort();
      const asked = new AbortController();
      asking.current = asked;
      put({ edits, sketch, dropped, phase: "looking", itinerary: null, diff: null, broken: [], offers: null, refusal: null });
      setTimeout(() => {
        if (asked.signal.aborted) return;
        void looked(trip.id, edits, asked.signal).then((found) => {
          if (!asked.signal.aborted && now.current?.edits === edits) settle({ ...now.current, ...found });
        });
      }, dropped ? 0 : STILL_MS);
    },
    [put, settle, trip.id],
  );
  const leave = useCallback(() => {
    asking.current?.abort();
    put(null);
  }, [put]);
  const drop = useCallback(() => now.current !== null && settle({ ...now.current, dropped: true }), [settle]);

  // The trip has become another: by this change, or by somebody else's.
  const { version } = trip;
  useEffect(() => leave, [version, leave]);
  return {
    draft,
    tools: {
      look,
      drop,
      tryOut: (edits, sketch) => look(edits, sketch, true),
      leave,
      take: (offer) => {
        leave();
        send({ kind: "edits", edits: [...offer.edits] });
      },
    },
  };
}

type Found = Pick<Draft, "phase" | "itinerary" | "diff" | "broken" | "refusal">;

async function looked(tripId: string, edits: Edit[], signal: AbortSignal): Promise<Found> {
  try {
    const { itinerary, diff, broken } = await preview(tripId, edits, false, signal);
    return { phase: broken.length === 0 ? "holds" : "breaks", itinerary, diff, broken, refusal: null };
  } catch (error) {
    const refusal = error instanceof Error ? error : new Error(String(error));
    return { phase: "refused", itinerary: null, diff: null, broken: [], refusal };
  }
}

async function mended(tripId: string, draft: Draft): Promise<Draft> {
  try {
    return { ...draft, offers: (await preview(tripId, draft.edits, true)).offers };
  } catch {
    return { ...draft, offers: [] };
  }
}
