/** What the page asks of the API about notifications. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Notification = Schemas["NotificationView"];
export type InboxEvent = Schemas["InboxEvent"];

const KEY = "notifications";
const GUESTS_EVERY_MS = 60_000;

/** All that is kept of the inbox of whoever is here. */
export function inboxKey(signedIn: boolean): readonly unknown[] {
  return [KEY, signedIn];
}

/** A guest, whom little concerns, asks now and then; who is signed in is told. */
export function unreadQuery(signedIn: boolean) {
  return queryOptions({
    queryKey: [...inboxKey(signedIn), "unread"],
    queryFn: async () => (await taken(http.GET("/v1/notifications/count"))).unread,
    refetchInterval: signedIn ? false : GUESTS_EVERY_MS,
  });
}

export function inboxQuery(signedIn: boolean) {
  return infiniteQueryOptions({
    queryKey: [...inboxKey(signedIn), "list"],
    queryFn: ({ pageParam: cursor }) => taken(http.GET("/v1/notifications", { params: { query: { cursor } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** These, or all that there are by now; how many are left. */
export async function markRead(ids: string[] | null): Promise<number> {
  return (await taken(http.POST("/v1/notifications/read", { body: ids === null ? {} : { ids } }))).unread;
}

export function streamAddress(after: string | null): string {
  return `/v1/notifications/stream${after === null ? "" : `?after=${after}`}`;
}
