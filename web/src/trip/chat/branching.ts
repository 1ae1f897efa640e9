/** Saying an earlier message differently: the plan goes on from before it, and what came after keeps a branch. */
import { http, keyed, startTrip, taken } from "@/api/client";
import type { MessageView, Started, TripView } from "@/api/types";

import { branchName, versionBefore } from "./branches";

const MOST_VERSIONS = 100;

/** Begins a branch before the message and says the new words there; a trip's first message begins another trip. */
export async function sayInstead(trip: TripView, message: MessageView, text: string): Promise<Started> {
  const path = { trip_id: trip.id };
  const query = { limit: MOST_VERSIONS };
  const versions = await taken(http.GET("/v1/trips/{trip_id}/versions", { params: { path, query } }));
  const version = versionBefore(message, versions.items, trip.version);
  if (version === null) return startTrip(text);
  const branches = await taken(http.GET("/v1/trips/{trip_id}/branches", { params: { path } }));
  const name = branchName(text, branches.map((branch) => branch.name));
  await taken(http.POST("/v1/trips/{trip_id}/branches", { params: { path }, headers: keyed().header, body: { name, version } }));
  // Asked for in so many words, with the old plan kept beside it: nothing is left to be decided.
  return taken(http.POST("/v1/trips/{trip_id}/messages", { params: { path, ...keyed() }, body: { text, review: false } }));
}
