/** The days of each node as one row a day, for a chart with a line per node. */
import type { Quality } from "./api";

export type TrendRow = { day: string } & Record<string, string | number | null>;

export function trendOf(days: Quality["days"]): { nodes: string[]; rows: TrendRow[] } {
  const rows = new Map<string, TrendRow>();
  for (const { day, node, p95_s } of days) {
    const row = rows.get(day) ?? { day };
    row[node] = p95_s;
    rows.set(day, row);
  }
  return { nodes: [...new Set(days.map(({ node }) => node))], rows: [...rows.values()].sort((a, b) => a.day.localeCompare(b.day)) };
}
