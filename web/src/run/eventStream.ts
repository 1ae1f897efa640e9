/** The data of each event of a `text/event-stream`, as it arrives; comments and other fields are passed over. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return; // an event that was cut off comes again with the next reading
      waiting += value;
      const parts = waiting.split(/\r?\n\r?\n/);
      waiting = parts.pop() ?? "";
      for (const part of parts) {
        const data = dataOf(part);
        if (data !== null) yield data;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function dataOf(part: string): string | null {
  const lines = part.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).replace(/^ /, "")).join("\n");
}
