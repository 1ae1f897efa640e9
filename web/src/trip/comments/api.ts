/** What people say of a trip. */
import { queryOptions } from "@tanstack/react-query";

import { done, http, keyed, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Thread = Schemas["ThreadView"];
export type Comment = Schemas["CommentView"];
export type ThreadList = Schemas["ThreadList"];
export type NewComment = Schemas["NewComment"];

const of = (tripId: string) => ({ params: { path: { trip_id: tripId } } });

export function commentsQuery(tripId: string) {
  return queryOptions({ queryKey: ["comments", tripId], queryFn: () => taken(http.GET("/v1/trips/{trip_id}/comments", of(tripId))), staleTime: 30_000 });
}

export function addComment(tripId: string, body: NewComment): Promise<Comment> {
  return taken(http.POST("/v1/trips/{trip_id}/comments", { params: { path: { trip_id: tripId }, ...keyed() }, body }));
}

export function changeComment(tripId: string, id: string, body: Schemas["ChangeComment"]): Promise<Comment> {
  return taken(http.PATCH("/v1/trips/{trip_id}/comments/{comment_id}", { params: { path: { trip_id: tripId, comment_id: id } }, body }));
}

export function removeComment(tripId: string, id: string): Promise<void> {
  return done(http.DELETE("/v1/trips/{trip_id}/comments/{comment_id}", { params: { path: { trip_id: tripId, comment_id: id } } }));
}

export function markRead(tripId: string): Promise<void> {
  return done(http.POST("/v1/trips/{trip_id}/comments/read", { ...of(tripId), body: {} }));
}

export function chooseMails(tripId: string, mails: boolean): Promise<void> {
  return done(http.PUT("/v1/trips/{trip_id}/comments/mails", { ...of(tripId), body: { mails } }));
}
