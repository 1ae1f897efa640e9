import { expect, it } from "vitest";

import { trendOf } from "./trend";

it("a trend has one row a day with each node's 95th percentile", () => {
  const day = (date: string, node: string, p95_s: number | null) => ({ day: date, node, ok: 1, failed: 0, p50_s: 1, p95_s });
  const { nodes, rows } = trendOf([day("2026-11-21", "intent", 2), day("2026-11-20", "intent", 1), day("2026-11-21", "discovery", null)]);
  expect(nodes).toEqual(["intent", "discovery"]);
  expect(rows).toEqual([
    { day: "2026-11-20", intent: 1 },
    { day: "2026-11-21", intent: 2, discovery: null },
  ]);
});
