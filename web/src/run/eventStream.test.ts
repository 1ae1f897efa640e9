import { expect, test } from "vitest";

import { eventData } from "./eventStream";

function stream(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)));
      controller.close();
    },
  });
}

async function all(...chunks: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const data of eventData(stream(...chunks))) found.push(data);
  return found;
}

test("events are read wherever the network cuts them", async () => {
  expect(await all("id: 1\nevent: day\nda", 'ta: {"a":1}\n', "\ndata: two\n\n")).toEqual(['{"a":1}', "two"]);
});

test("comments that keep the connection alive are no events", async () => {
  expect(await all(": ping\n\n", "data: x\n\n", ": ping\n\n")).toEqual(["x"]);
});

test("several lines of data are one text, and an event without its end is none", async () => {
  expect(await all("data: a\ndata: b\r\n\r\n", "data: cut")).toEqual(["a\nb"]);
});
