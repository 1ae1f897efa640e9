/** What a reader knows of a run: the fold of its event log. Pure, so that any reader of any part agrees. */
import type { Certificate, Day, Itinerary, LoggedEvent, NodeName, RunEvent, TripRequest } from "@/api/types";

export type RunPhase = "queued" | "working" | "waiting" | "done" | "declined" | "stopped" | "failed";

type EventOf<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

export interface Step {
  node: NodeName;
  status: "working" | "done";
  /** The newest sentence about it, "" before the first. */
  message: string;
  done: number | null;
  total: number | null;
  seconds: number | null;
}

export interface RunState {
  runId: string;
  lastId: string | null;
  phase: RunPhase;
  steps: readonly Step[];
  request: TripRequest | null;
  candidates: Readonly<Record<string, EventOf<"candidates">>>;
  days: Readonly<Record<number, Day>>;
  text: string;
  question: EventOf<"question"> | null;
  /** A change that waits for a decision. */
  proposal: EventOf<"proposal"> | null;
  warnings: readonly string[];
  itinerary: Itinerary | null;
  certificate: Certificate | null;
  changes: readonly string[];
  error: EventOf<"error"> | null;
}

export function emptyRun(runId: string): RunState {
  return {
    runId,
    lastId: null,
    phase: "queued",
    steps: [],
    request: null,
    candidates: {},
    days: {},
    text: "",
    question: null,
    proposal: null,
    warnings: [],
    itinerary: null,
    certificate: null,
    changes: [],
    error: null,
  };
}

/** The state after one more entry; one that was already taken (a resumed stream) changes nothing. */
export function withEntry(state: RunState, entry: LoggedEvent): RunState {
  if (state.lastId !== null && !isLater(entry.id, state.lastId)) return state;
  return { ...state, lastId: entry.id, ...changeBy(state, entry.event) };
}

/** Redis stream ids, "milliseconds-sequence"; both parts grow. */
export function isLater(id: string, than: string): boolean {
  const [ms = 0, seq = 0] = id.split("-").map(Number);
  const [thanMs = 0, thanSeq = 0] = than.split("-").map(Number);
  return ms > thanMs || (ms === thanMs && seq > thanSeq);
}

export function isOver(phase: RunPhase): boolean {
  return phase === "done" || phase === "declined" || phase === "stopped" || phase === "failed";
}

function changeBy(state: RunState, event: RunEvent): Partial<RunState> {
  switch (event.type) {
    case "queued":
      return { phase: "queued", question: null, proposal: null, days: {} };
    case "node_started":
      return { phase: "working", question: null, proposal: null, steps: withStep(state.steps, event.node, started(event.node)) };
    case "node_finished":
      return { steps: withStep(state.steps, event.node, { status: "done", seconds: event.seconds }) };
    case "progress":
      return {
        phase: "working",
        question: null,
        proposal: null,
        steps: withStep(state.steps, event.node, {
          message: event.message,
          done: event.done ?? null,
          total: event.total ?? null,
        }),
      };
    case "request":
      return { request: event.request };
    case "candidates":
      return { candidates: { ...state.candidates, [event.city_id]: event } };
    case "day":
      return { days: { ...state.days, [event.number]: event.day } };
    case "text":
      return { text: state.text + event.text };
    case "text_reset":
      // A model broke off: what follows is told anew by another.
      return { text: "" };
    case "question":
      return { phase: "waiting", question: event, text: "" };
    case "proposal":
      return { phase: "waiting", proposal: event, days: {}, steps: state.steps.map((step) => ({ ...step, status: "done" })) };
    case "declined":
      return { phase: "declined", question: null, proposal: null, request: null, days: {}, text: "" };
    case "warning":
      return state.warnings.includes(event.message) ? {} : { warnings: [...state.warnings, event.message] };
    case "final":
      return {
        phase: "done",
        question: null,
        proposal: null,
        steps: state.steps.map((step) => ({ ...step, status: "done" })),
        itinerary: event.itinerary,
        certificate: event.certificate,
        changes: event.changes,
      };
    case "stopped":
      return { phase: "stopped", question: null, proposal: null };
    case "error":
      return { phase: "failed", question: null, proposal: null, error: event };
  }
}

function started(node: NodeName): Step {
  return { node, status: "working", message: "", done: null, total: null, seconds: null };
}

/** A node may run again (the verifier routes back): it keeps its place and starts afresh. */
function withStep(steps: readonly Step[], node: NodeName, change: Partial<Step>): readonly Step[] {
  if (!steps.some((step) => step.node === node)) return [...steps, { ...started(node), ...change }];
  return steps.map((step) => (step.node === node ? { ...step, ...change } : step));
}
