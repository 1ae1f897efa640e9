/** Whether the page speaks with the server just now, and of when what it shows is. */
import { useSyncExternalStore } from "react";

export interface Connection {
  offline: boolean;
  /** When the oldest of the answers on screen was kept; null while they come from the server. */
  keptAt: Date | null;
}

const KEPT_AT = "X-Kept-At";
const listeners = new Set<() => void>();
let connection: Connection = { offline: !onLine(), keptAt: null };

/** Learns from every answer: one that the service worker had kept says when that was. */
export function hear(answer: Response): Response {
  const kept = answer.headers.get(KEPT_AT);
  if (kept === null) become({ offline: !onLine(), keptAt: onLine() ? null : connection.keptAt });
  else become({ offline: true, keptAt: older(connection.keptAt, new Date(kept)) });
  return answer;
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

function become(next: Connection): void {
  if (next.offline === connection.offline && next.keptAt?.getTime() === connection.keptAt?.getTime()) return;
  connection = next;
  listeners.forEach((listen) => listen());
}

function onLine(): boolean {
  return typeof navigator === "undefined" || navigator.onLine;
}

function older(one: Date | null, other: Date): Date {
  return one !== null && one < other ? one : other;
}

const changed = () => become({ offline: !onLine(), keptAt: onLine() ? null : connection.keptAt });

function subscribe(listen: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener("online", changed);
    window.addEventListener("offline", changed);
  }
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
    if (listeners.size > 0) return;
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}
