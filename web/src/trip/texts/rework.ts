/** Asks those who write for another way to say a text of the trip. */
import { http, keyed, taken } from "@/api/client";
import type { components } from "@/api/schema";

import type { Action } from "./target";

export type ProposedText = components["schemas"]["ProposedText"];

export function reworded(tripId: string, text: string, action: Action): Promise<ProposedText> {
  const params = { path: { trip_id: tripId } };
  return taken(http.POST("/v1/trips/{trip_id}/texts/rework", { params, headers: keyed().header, body: { text, action, language: "" } }));
}
