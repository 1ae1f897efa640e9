import { expect, it } from "vitest";

import type { MessageView } from "@/api/types";
import { emptyRun, type RunState } from "@/run/state";

import { asksAnew, messagesToShow, splitAtWish } from "./conversation";

function message(role: MessageView["role"], text: string): MessageView {
  return { id: text, role, text, run_id: "r", created_at: "2026-11-21T03:00:00Z" };
}

function run(change: Partial<RunState>): RunState {
  return { ...emptyRun("r"), ...change };
}

const WISH = message("traveller", "Rome in May");

it("shows the text as it streams, after the wish", () => {
  const shown = messagesToShow([WISH], run({ phase: "working", text: "Here" }), null);
  expect(shown.map(({ text, state }) => [text, state])).toEqual([["Rome in May", "kept"], ["Here", "streaming"]]);
});

it("shows the answer once when the server has kept it", () => {
  const kept = [WISH, message("tripwright", "Here you are.")];
  expect(messagesToShow(kept, run({ phase: "done", text: "Here you are." }), null)).toHaveLength(2);
});

it("leaves an open question to its card, and shows it again once answered", () => {
  const question = { type: "question", field: "days", text: "How long?", options: [] } as const;
  const kept = [WISH, message("tripwright", "How long?")];
  expect(messagesToShow(kept, run({ phase: "waiting", question: { ...question, options: [] } }), null)).toHaveLength(1);
  expect(messagesToShow(kept, run({ phase: "working" }), null)).toHaveLength(2);
});

it("puts the work between the last wish and its answer", () => {
  const shown = messagesToShow([WISH, message("tripwright", "Done."), message("traveller", "cheaper")], null, null);
  expect(splitAtWish(shown).map((part) => part.length)).toEqual([3, 0]);
});

it("knows what asked for something of its own from what answered", () => {
  const change = { ...message("traveller", "cheaper"), run_id: "s" };
  const accepted = { ...message("traveller", "Accepted."), run_id: "s" };
  const kept = [WISH, message("tripwright", "When?"), message("traveller", "in May"), change, accepted];
  expect(kept.filter((one) => asksAnew(one, kept)).map(({ text }) => text)).toEqual(["Rome in May", "cheaper"]);
});
