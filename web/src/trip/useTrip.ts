import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

import { sendMessage, stopRun, takeOffer } from "@/api/client";
import { tripQuery } from "@/api/queries";
import { hearTabs, tellTabs } from "@/api/tabs";
import type { RunView, Started, TripView } from "@/api/types";
import { isOver, type RunState } from "@/run/state";
import { useRun } from "@/run/useRun";

export interface TripActions {
  send: UseMutationResult<Started, Error, string>;
  take: UseMutationResult<Started, Error, { run_id: string; number: number }>;
  stop: UseMutationResult<RunView, Error, string>;
}

interface Live {
  run: RunState | null;
  lost: boolean;
  actions: TripActions;
}

const ACTIVE = ["queued", "running", "waiting"];

/** A trip that lives: its newest run followed, its record read anew whenever the run has come to rest. */
export function useTrip(trip: TripView): Live {
  const queries = useQueryClient();
  const { queryKey } = tripQuery(trip.id);
  const [watched, setWatched] = useState<string | null>(null);
  const worth = trip.run !== null && isWorthFollowing(trip, trip.run);
  if (worth && trip.run !== null && trip.run.id !== watched) setWatched(trip.run.id);
  const followed = trip.run !== null && (worth || watched === trip.run.id) ? trip.run.id : null;
  const { state: run, lost } = useRun(followed);

  const reread = useCallback(
    (tell: boolean) => {
      if (tell) tellTabs(trip.id);
      return queries.invalidateQueries({ queryKey: tripQuery(trip.id).queryKey });
    },
    [queries, trip.id],
  );
  const resting = run === null ? "none" : isOver(run.phase) || run.phase === "waiting" ? run.phase : "busy";
  useEffect(() => {
    if (resting !== "busy" && resting !== "none") void reread(false);
  }, [resting, reread]);
  useEffect(() => hearTabs((id) => void (id === trip.id && reread(false))), [trip.id, reread]);

  const onSuccess = (started: Started) => {
    queries.setQueryData(queryKey, (old) => old && { ...old, run: started.run });
    void reread(true);
  };
  return {
    run,
    lost,
    actions: {
      send: useMutation({ mutationFn: (text: string) => sendMessage(trip.id, text), onSuccess }),
      take: useMutation({ mutationFn: (offer) => takeOffer(trip.id, offer), onSuccess }),
      stop: useMutation({ mutationFn: stopRun, onSuccess: () => void reread(true) }),
    },
  };
}

/** An ended run is read again only where its log says more than the record: why it failed, how far it came. */
function isWorthFollowing(trip: TripView, run: RunView): boolean {
  return ACTIVE.includes(run.status) || run.status === "failed" || (run.status === "stopped" && trip.version === 0);
}
