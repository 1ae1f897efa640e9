import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";

import { tripQuery } from "@/api/queries";

import { type Here, type LiveEvent, type Person, tellPresence } from "./api";
import { followTrip } from "./live";

const EVERY_MS = 20_000;

export interface Live {
  /** Everybody else who looks at the trip now. */
  here: readonly Here[];
  /** Who made the newest version, where it was somebody else, since the page was opened. */
  changedBy: { person: Person; version: number } | null;
}

/** Follows what others do to the trip: reads it anew when it changed, and says where we look. */
export function useLive(tripId: string, version: number, day: number): Live {
  const queries = useQueryClient();
  const [here, setHere] = useState<readonly Here[]>([]);
  const [changedBy, setChangedBy] = useState<Live["changedBy"]>(null);
  const hear = useEffectEvent((event: LiveEvent) => {
    if (event.here != null) setHere(event.here.filter((one) => !one.person.you));
    if (event.type === "comment") void queries.invalidateQueries({ queryKey: ["comments", tripId] });
    const moved = event.type === "run_started" || event.type === "run_ended" || (event.version != null && event.version !== version);
    if (moved) void queries.invalidateQueries({ queryKey: tripQuery(tripId).queryKey });
    if (event.type === "version" && event.by != null && !event.by.you && event.version != null) {
      setChangedBy({ person: event.by, version: event.version });
    }
  });
  useEffect(() => followTrip(tripId, hear), [tripId]);

  const page = useMemo(() => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(""), []);
  useEffect(() => {
    const tell = (leaves: boolean) => void tellPresence(tripId, { page, day, leaves }).catch(() => undefined);
    tell(false);
    const timer = setInterval(() => tell(false), EVERY_MS);
    return () => clearInterval(timer);
  }, [tripId, page, day]);
  useEffect(() => () => void tellPresence(tripId, { page, leaves: true }).catch(() => undefined), [tripId, page]);
  return { here, changedBy };
}
