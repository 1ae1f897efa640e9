/** Reads a stream of events for as long as it is wanted, whatever cuts the line. */
import { eventData } from "@/run/eventStream";

import { authorised } from "./authorised";

const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/** The address to read from after an event. */
type Address = (last: string | null) => string;
/** Takes an event's data, and says its id; null of what is not repeated. */
type Hear = (data: string) => string | null;

/** Until it is left; after a cut on from the last event. A 401 or 404 says that it is not ours to read. */
export function follow(addressAfter: Address, hear: Hear): () => void {
  const leaving = new AbortController();
  void read(addressAfter, hear, leaving.signal);
  return () => leaving.abort();
}

async function read(addressAfter: Address, hear: Hear, left: AbortSignal): Promise<void> {
  let last: string | null = null;
  let failures = 0;
  for (;;) {
    try {
      const request = new Request(addressAfter(last), { signal: left, headers: { Accept: "text/event-stream" } });
      const answer = await authorised(request);
      if (answer.status === 404 || answer.status === 401) return;
      if (answer.ok && answer.body !== null) {
        for await (const data of eventData(answer.body)) {
          failures = 0;
          last = hear(data) ?? last;
        }
      }
    } catch {
      // Whatever cut the line, it is read on.
    }
    if (left.aborted) return;
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 15_000, left);
    if (isLeft(left)) return;
    failures += 1;
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
