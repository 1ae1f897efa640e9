import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import { ApiProblem } from "@/api/problem";
import { tripQuery } from "@/api/queries";
import { tellTabs } from "@/api/tabs";
import type { TripView } from "@/api/types";

import { type Command, execute, isTrip } from "./api";
import type { Stale } from "./context";
import { useTold } from "./useTold";

export interface Commands {
  send: (command: Command) => void;
  sending: boolean;
  /** The last command of this page, while nothing else was sent. */
  last: Command | null;
  error: Error | null;
  stale: Stale | null;
  forget: () => void;
}

/** One way for every change: on the version that was seen; what came too late is kept, with what changed meanwhile. */
export function useCommands(trip: TripView): Commands {
  const queries = useQueryClient();
  const { queryKey } = tripQuery(trip.id);
  const [stale, setStale] = useState<Stale | null>(null);
  const { told, tell } = useTold(trip);
  const { mutate, isPending, variables, error, reset } = useMutation({
    scope: { id: `commands ${trip.id}` }, // one after the other, each on what the one before has made
    mutationFn: async (command: Command) => {
      // Another command may have changed the version since the page was drawn.
      const seen = queries.getQueryData<TripView>(queryKey) ?? trip;
      const what = await told(command, seen);
      return { done: await execute(seen, command), what };
    },
    onMutate: () => setStale(null),
    onSuccess: ({ done, what }, command) => {
      if (isTrip(done)) queries.setQueryData(queryKey, done);
      else queries.setQueryData<TripView>(queryKey, (old) => old && { ...old, run: done.run });
      if (isTrip(done)) tell(command, what, mutate);
      tellTabs(trip.id);
      void queries.invalidateQueries({ queryKey });
      void queries.invalidateQueries({ queryKey: ["versions", trip.id] });
    },
    onError: (problem, command) => {
      if (!(problem instanceof ApiProblem) || problem.status !== 412) return;
      setStale({ command, since: problem.problem.since });
      void queries.invalidateQueries({ queryKey });
    },
  });
  const send = useCallback((command: Command) => mutate(command), [mutate]);
  const forget = useCallback(() => {
    setStale(null);
    reset();
  }, [reset]);
  return { send, sending: isPending, last: variables ?? null, error: stale === null ? error : null, stale, forget };
}
