import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import styles from "../costs/Costs.module.css";
import { count, milliseconds, share } from "../costs/figures";
import { Table } from "../ui/Table";
import type { TrendPoint } from "./api";

const INK = { fill: "var(--ink-2)", fontSize: 12 };
const BOX = { background: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: 8, color: "var(--ink)" };
const DOT = { r: 2 };

/** Median and 95th percentile over time; behind it the same as a table. */
export function Trend({ points }: { points: readonly TrendPoint[] }) {
  const rows = points.map((point) => ({ at: clock(point.begin_at), median: point.p50_ms, "95 %": point.p95_ms }));
  return (
    <>
      <div className={styles.chart} role="img" aria-label="Response times over the period; the table below has the figures">
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={rows} margin={{ top: 4, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="at" tick={INK} tickLine={false} stroke="var(--line-strong)" minTickGap={24} />
            <YAxis tick={INK} tickLine={false} axisLine={false} width={58} tickFormatter={(value: number) => milliseconds(value)} />
            <Tooltip contentStyle={BOX} formatter={(value) => milliseconds(Number(value))} />
            <Legend wrapperStyle={{ fontSize: 12 }} />
            <Line dataKey="median" stroke="var(--accent)" dot={DOT} strokeWidth={2} isAnimationActive={false} connectNulls />
            <Line dataKey="95 %" stroke="var(--warm)" dot={DOT} strokeWidth={2} isAnimationActive={false} connectNulls />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <details className={styles.behind}>
        <summary>The same as a table</summary>
        <Table
          caption="Response times over the period"
          rows={[...points].reverse()}
          keyOf={(point) => point.begin_at}
          columns={[
            { title: "From", cell: (point) => clock(point.begin_at) },
            { title: "Requests", cell: (point) => count(point.count), figure: true },
            { title: "Median", cell: (point) => milliseconds(point.p50_ms), figure: true },
            { title: "95 %", cell: (point) => milliseconds(point.p95_ms), figure: true },
            { title: "Errors", cell: (point) => share(point.error_rate), figure: true },
          ]}
        />
      </details>
    </>
  );
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
