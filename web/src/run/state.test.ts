import { describe, expect, it } from "vitest";

import type { Day, LoggedEvent, RunEvent } from "@/api/types";

import { emptyRun, isLater, type RunState, withEntry } from "./state";

const RUN = "6f0d3c1e-0000-4000-8000-000000000001";

function logged(events: readonly RunEvent[]): LoggedEvent[] {
  return events.map((event, n) => ({ id: `1790000000000-${n}`, at: "2026-11-21T03:00:00Z", event }));
}

function fold(entries: readonly LoggedEvent[], from: RunState = emptyRun(RUN)): RunState {
  return entries.reduce(withEntry, from);
}

function day(title: string): Day {
  return { on: "2027-04-12", city_id: "kyoto", time_zone: "Asia/Tokyo", base_id: "kyoto/inn", sleep_id: null, stops: [], title, story: "" };
}

const WHOLE = logged([
  { type: "queued" },
  { type: "node_started", node: "intent" },
  { type: "node_finished", node: "intent", seconds: 0.3 },
  { type: "node_started", node: "optimisation" },
  { type: "progress", node: "optimisation", message: "Day 1 of 2", done: 1, total: 2 },
  { type: "day", number: 1, day: day("first try") },
  { type: "day", number: 2, day: day("two") },
  { type: "day", number: 1, day: day("better") },
  { type: "warning", message: "Golden Week" },
  { type: "text", text: "Here is " },
  { type: "text", text: "your plan." },
  { type: "stopped" },
]);

describe("withEntry", () => {
  it("replaces a day by a later one of the same number", () => {
    expect(fold(WHOLE).days[1]?.title).toBe("better");
    expect(fold(WHOLE).days[2]?.title).toBe("two");
  });

  it("gathers the text and keeps a warning once", () => {
    const again = logged([...WHOLE.map(({ event }) => event), { type: "warning", message: "Golden Week" }]);
    expect(fold(again).text).toBe("Here is your plan.");
    expect(fold(again).warnings).toEqual(["Golden Week"]);
  });

  it("forgets what a model told before it broke off", () => {
    const reset = logged([
      { type: "text", text: "Here is your pl" },
      { type: "text_reset" },
      { type: "text", text: "Three days in Kyoto." },
    ]);
    expect(fold(reset).text).toBe("Three days in Kyoto.");
    expect(fold(reset.slice(0, 2)).text).toBe("");
  });

  it("keeps the counts of a step and its seconds", () => {
    const state = fold(WHOLE);
    expect(state.steps.map(({ node, status }) => [node, status])).toEqual([["intent", "done"], ["optimisation", "working"]]);
    expect(state.steps[0]?.seconds).toBe(0.3);
    expect(state.steps[1]).toMatchObject({ message: "Day 1 of 2", done: 1, total: 2 });
  });

  it("is the same wherever the stream was cut, even when entries come twice", () => {
    const whole = fold(WHOLE);
    for (let cut = 0; cut <= WHOLE.length; cut += 1) {
      for (let back = 0; back <= cut; back += 1) {
        expect(fold(WHOLE.slice(back), fold(WHOLE.slice(0, cut)))).toEqual(whole);
      }
    }
  });

  it("waits at a question and goes on when the same run does", () => {
    const asked = logged([{ type: "node_started", node: "clarify" }, { type: "question", field: "days", text: "How long?", options: ["3"] }]);
    const waiting = fold(asked);
    expect(waiting.phase).toBe("waiting");
    expect(waiting.question?.options).toEqual(["3"]);
    const on = fold([{ id: "1790000000001-0", at: "", event: { type: "node_started", node: "discovery" } }], waiting);
    expect(on.phase).toBe("working");
    expect(on.question).toBeNull();
  });

  it("starts a step afresh when the verifier routes back", () => {
    const twice = logged([
      { type: "node_started", node: "optimisation" },
      { type: "node_finished", node: "optimisation", seconds: 1 },
      { type: "node_started", node: "verifier" },
      { type: "node_started", node: "optimisation" },
    ]);
    expect(fold(twice).steps.map(({ node, status, seconds }) => [node, status, seconds])).toEqual([
      ["optimisation", "working", null],
      ["verifier", "working", null],
    ]);
  });

  it("names the field of a failure", () => {
    const error: RunEvent = { type: "error", code: "unknown_place", message: "No such city", field: "destinations", conflict: [], ways_out: ["Lisbon"], offers: [] };
    expect(fold(logged([error]))).toMatchObject({ phase: "failed", error: { field: "destinations" } });
  });
});

describe("isLater", () => {
  it.each([
    ["2-0", "1-9", true],
    ["1-10", "1-9", true],
    ["1-9", "1-9", false],
    ["9-0", "10-0", false],
  ])("%s after %s: %s", (id, than, expected) => {
    expect(isLater(id, than)).toBe(expected);
  });
});
