import { useEffect, useReducer, useState } from "react";

import type { LoggedEvent } from "@/api/types";

import { followRun } from "./follow";
import { emptyRun, type RunState, withEntry } from "./state";

interface Followed {
  state: RunState | null;
  /** True when the stream has been cut for longer than a blink. */
  lost: boolean;
}

const BLINK_MS = 1200;

type Action = { kind: "entries"; runId: string; entries: LoggedEvent[] } | { kind: "begin"; runId: string | null };

function reduce(state: RunState | null, action: Action): RunState | null {
  if (action.kind === "begin") return action.runId === null ? null : emptyRun(action.runId);
  const base = state?.runId === action.runId ? state : emptyRun(action.runId);
  return action.entries.reduce(withEntry, base);
}

/** Follow a run from the start of its log; null follows nothing and keeps nothing. */
export function useRun(runId: string | null): Followed {
  const [state, dispatch] = useReducer(reduce, null);
  const [lost, setLost] = useState(false);

  useEffect(() => {
    dispatch({ kind: "begin", runId });
    if (runId === null) return;
    let blink: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    let waiting: LoggedEvent[] = [];
    const flush = () => {
      frame = 0;
      dispatch({ kind: "entries", runId, entries: waiting });
      waiting = [];
    };
    const leave = followRun(runId, null, {
      // A reload replays the whole log at once: one render for all that came together.
      entry: (entry) => {
        waiting.push(entry);
        frame ||= window.setTimeout(flush, 16);
      },
      connection: (connection) => {
        clearTimeout(blink);
        if (connection === "open") setLost(false);
        else blink = setTimeout(() => setLost(true), BLINK_MS);
      },
    });
    return () => {
      leave();
      clearTimeout(blink);
      clearTimeout(frame);
      setLost(false);
    };
  }, [runId]);

  return { state: state?.runId === runId ? state : null, lost };
}
