/** Where the bars of a waterfall begin and end. */
import type { Waterfall } from "./api";

export interface Lane {
  /** Share of the whole from its begin, 0 to 1. */
  from: number;
  /** Share of the whole that it lasts. */
  width: number;
}

interface Span {
  at: number;
  ms: number;
}

/** Lanes of the stages and of the calls, on one scale from the first begin to the last end. */
export function lanesOf({ stages, calls }: Pick<Waterfall, "stages" | "calls">): { stages: Lane[]; calls: Lane[]; totalMs: number } {
  const steps = stages.map((stage) => ({ at: Date.parse(stage.begun_at), ms: stage.seconds * 1000 }));
  const asked = calls.map((call) => ({ at: Date.parse(call.at), ms: call.latency_ms }));
  const all = [...steps, ...asked];
  const first = Math.min(...all.map((span) => span.at));
  const totalMs = Math.max(...all.map((span) => span.at + span.ms - first), 1);
  const lane = (span: Span): Lane => ({ from: (span.at - first) / totalMs, width: span.ms / totalMs });
  return { stages: steps.map(lane), calls: asked.map(lane), totalMs: all.length === 0 ? 0 : totalMs };
}
