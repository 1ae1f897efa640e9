import { eventsAddress } from "@/api/client";
import type { LoggedEvent, RunEvent } from "@/api/types";

export type Connection = "open" | "lost";

interface Reader {
  entry: (entry: LoggedEvent) => void;
  connection: (connection: Connection) => void;
}

const TYPES: readonly RunEvent["type"][] = [
  "queued",
  "node_started",
  "node_finished",
  "progress",
  "request",
  "candidates",
  "day",
  "text",
  "question",
  "warning",
  "final",
  "stopped",
  "error",
];
const LAST: readonly string[] = ["final", "stopped", "error"];
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

/**
 * Read a run's log from its start (or just after an id) until its end; returns how to leave.
 *
 * The browser's EventSource resumes by itself after a cut; where it gives up (an answer that is no
 * stream, from a proxy or a restarting server) we open a new one after the last id we have.
 */
export function followRun(runId: string, after: string | null, reader: Reader): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = after;
  let failures = 0;
  let left = false;

  const take = (message: MessageEvent<string>) => {
    const entry = JSON.parse(message.data) as LoggedEvent;
    last = entry.id;
    reader.entry(entry);
    if (LAST.includes(entry.event.type)) leave();
  };
  const open = () => {
    if (left) return;
    source = new EventSource(eventsAddress(runId, last));
    source.onopen = () => {
      failures = 0;
      reader.connection("open");
    };
    source.onerror = (event) => {
      // A log entry of type "error" comes by the same name, but with data.
      if ("data" in event || left) return;
      reader.connection("lost");
      if (source?.readyState === EventSource.CLOSED) retry();
    };
    for (const type of TYPES) source.addEventListener(type, heard);
  };
  const heard = (event: Event) => {
    if (event instanceof MessageEvent) take(event as MessageEvent<string>);
  };
  const retry = () => {
    timer = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  };
  const leave = () => {
    left = true;
    clearTimeout(timer);
    source?.close();
  };
  open();
  return leave;
}
