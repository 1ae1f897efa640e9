/** Tabs of one browser tell each other that a trip has changed. */
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("tripwright");

export function tellTabs(tripId: string): void {
  channel?.postMessage(tripId);
}

/** Hear of changes that other tabs made; returns how to stop hearing. */
export function hearTabs(listen: (tripId: string) => void): () => void {
  const heard = (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string") listen(event.data);
  };
  channel?.addEventListener("message", heard);
  return () => channel?.removeEventListener("message", heard);
}
