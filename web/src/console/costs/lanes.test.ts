import { describe, expect, it } from "vitest";

import type { CallLine } from "./api";
import { lanesOf } from "./lanes";

const stage = { node: "intent", begun_at: "2026-11-21T12:00:00Z", seconds: 2, outcome: "ok" };
const call = { at: "2026-11-21T12:00:01Z", latency_ms: 3000 } as CallLine;

describe("a waterfall's lanes", () => {
  it("stand on one scale from the first begin to the last end", () => {
    const { stages, calls, totalMs } = lanesOf({ stages: [stage], calls: [call] });
    expect(totalMs).toBe(4000);
    expect(stages).toEqual([{ from: 0, width: 0.5 }]);
    expect(calls).toEqual([{ from: 0.25, width: 0.75 }]);
  });

  it("are none where nothing happened", () => {
    expect(lanesOf({ stages: [], calls: [] })).toEqual({ stages: [], calls: [], totalMs: 0 });
  });
});
