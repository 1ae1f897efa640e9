/** The messages on screen: those kept by the server, what is being sent, and what is being written. */
import type { MessageView } from "@/api/types";
import type { RunState } from "@/run/state";

export interface ShownMessage {
  id: string;
  role: MessageView["role"];
  text: string;
  state: "kept" | "sending" | "streaming";
}

export function messagesToShow(kept: readonly MessageView[], run: RunState | null, sending: string | null): ShownMessage[] {
  const shown: ShownMessage[] = kept
    // An open question has its own card, with buttons.
    .filter((message, n) => !(n === kept.length - 1 && message.text === run?.question?.text))
    .map(({ id, role, text }) => ({ id, role, text, state: "kept" }));
  if (sending !== null) shown.push({ id: "sending", role: "traveller", text: sending, state: "sending" });
  if (run !== null && run.text !== "" && !isKept(kept, run)) {
    const state = run.phase === "working" ? "streaming" : "kept";
    shown.push({ id: `text-${run.runId}`, role: "tripwright", text: run.text, state });
  }
  return shown;
}

/** Once the server keeps the run's answer, the streamed text is its double. */
function isKept(kept: readonly MessageView[], run: RunState): boolean {
  const last = kept.at(-1);
  return last?.run_id === run.runId && last.role === "tripwright" && run.phase !== "working" && run.phase !== "queued";
}

/** Whether a message asked for something of its own; the others answer a question or decide about a change. */
export function asksAnew(message: MessageView, kept: readonly MessageView[]): boolean {
  const ofRun = kept.filter((other) => other.role === "traveller" && other.run_id === message.run_id);
  return message.role === "traveller" && ofRun[0]?.id === message.id;
}

/** The work on a wish stands between the wish and its answer. */
export function splitAtWish(shown: readonly ShownMessage[]): [readonly ShownMessage[], readonly ShownMessage[]] {
  const cut = shown.findLastIndex((message) => message.role === "traveller") + 1;
  return [shown.slice(0, cut), shown.slice(cut)];
}
