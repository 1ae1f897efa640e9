/** A traveller's word on a trip as it stands. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "./client";
import type { components } from "./schema";

type FeedbackView = components["schemas"]["FeedbackView"];
export type Thumb = FeedbackView["thumb"];

/** Each version of a plan has its own. */
export function feedbackQuery(tripId: string, version: number) {
  const params = { path: { trip_id: tripId } };
  return queryOptions({
    queryKey: ["feedback", tripId, version],
    queryFn: (): Promise<FeedbackView | null> => taken(http.GET("/v1/trips/{trip_id}/feedback", { params })),
    staleTime: 60_000,
  });
}

export function giveFeedback(tripId: string, thumb: Thumb, reason: string): Promise<FeedbackView> {
  return taken(http.POST("/v1/trips/{trip_id}/feedback", { params: { path: { trip_id: tripId } }, body: { thumb, reason } }));
}
