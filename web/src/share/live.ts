/** A trip's own stream: what others do to it, and who is here. */
import { follow } from "@/api/stream";

import { type LiveEvent, liveAddress } from "./api";

/** Reads until it is left. A 404 says that the trip is no longer ours to see. */
export function followTrip(tripId: string, hear: (event: LiveEvent) => void): () => void {
  return follow(
    (last) => liveAddress(tripId, last),
    (data) => {
      const event = JSON.parse(data) as LiveEvent;
      hear(event);
      return event.id ?? null;
    },
  );
}
