import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

import { follow } from "@/api/stream";

import { inboxKey, inboxQuery, type InboxEvent, markRead, streamAddress, unreadQuery } from "./api";

/** How many are unread, as it changes. */
export function useUnread(signedIn: boolean): number {
  const queries = useQueryClient();
  const seen = useSeen();
  const { data: unread = 0 } = useQuery(unreadQuery(signedIn));
  const hear = useEffectEvent((data: string) => {
    const event = JSON.parse(data) as InboxEvent;
    if (event.unread != null) queries.setQueryData(unreadQuery(signedIn).queryKey, event.unread);
    void queries.invalidateQueries({ queryKey: event.unread == null ? inboxKey(signedIn) : inboxQuery(signedIn).queryKey });
    return event.id ?? null;
  });
  // A browser has few connections to one address, which a page that nobody looks at must not hold.
  useEffect(() => (signedIn && seen ? follow(streamAddress, hear) : undefined), [signedIn, seen]);
  return unread;
}

/** Says that some were read, null: all. */
export function useMarkRead(signedIn: boolean): (ids: string[] | null) => void {
  const queries = useQueryClient();
  const marked = useMutation({
    mutationFn: markRead,
    onSuccess: (unread) => {
      queries.setQueryData(unreadQuery(signedIn).queryKey, unread);
      void queries.invalidateQueries({ queryKey: inboxQuery(signedIn).queryKey });
    },
  });
  return marked.mutate;
}

function useSeen(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === "visible");
}

function subscribe(listen: () => void): () => void {
  document.addEventListener("visibilitychange", listen);
  return () => document.removeEventListener("visibilitychange", listen);
}
