import { authorised } from "@/api/authorised";
import { eventsAddress } from "@/api/client";
import type { LoggedEvent } from "@/api/types";

import { eventData } from "./eventStream";

export type Connection = "open" | "lost";

interface Reader {
  entry: (entry: LoggedEvent) => void;
  connection: (connection: Connection) => void;
}

const LAST: readonly string[] = ["final", "declined", "stopped", "error"];
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
const SILENCE_MS = 45_000; // the server says something every 10 s

/**
 * Read a run's log from its start (or just after an id) until its end; returns how to leave.
 *
 * With `fetch` rather than EventSource, which cannot show who is signed in. After a cut, or an answer
 * that is no stream, it is read on after the last id that we have.
 */
export function followRun(runId: string, after: string | null, reader: Reader): () => void {
  const leaving = new AbortController();
  void follow(runId, after, reader, leaving.signal);
  return () => leaving.abort();
}

async function follow(runId: string, after: string | null, reader: Reader, left: AbortSignal): Promise<void> {
  let last = after;
  let failures = 0;
  while (!left.aborted) {
    try {
      for await (const entry of entries(runId, last, left, () => reader.connection("open"))) {
        failures = 0;
        last = entry.id;
        if (isLeft(left)) return;
        reader.entry(entry);
        if (LAST.includes(entry.event.type)) return;
      }
    } catch {
      // Whatever cut the line, the log is still there.
    }
    if (isLeft(left)) return;
    reader.connection("lost");
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 8000, left);
    failures += 1;
  }
}

async function* entries(
  runId: string,
  after: string | null,
  left: AbortSignal,
  opened: () => void,
): AsyncGenerator<LoggedEvent, void> {
  const silence = new AbortController();
  const signal = AbortSignal.any([left, silence.signal]);
  const request = new Request(eventsAddress(runId, after), { signal, headers: { Accept: "text/event-stream" } });
  const answer = await authorised(request);
  if (!answer.ok || answer.body === null) throw new Error(`no stream: ${answer.status}`);
  opened();
  let watch = setTimeout(() => silence.abort(), SILENCE_MS);
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), SILENCE_MS);
      controller.enqueue(chunk);
    },
  });
  try {
    for await (const data of eventData(answer.body.pipeThrough(heard))) yield JSON.parse(data) as LoggedEvent;
  } finally {
    clearTimeout(watch);
  }
}

/** Asked anew each time: it may have changed while something was awaited. */
function isLeft(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(ms: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    left.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
