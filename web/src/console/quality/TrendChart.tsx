import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import styles from "../costs/Costs.module.css";
import { milliseconds } from "../costs/figures";
import { Table } from "../ui/Table";
import type { Quality } from "./api";
import { trendOf } from "./trend";

const INK = { fill: "var(--ink-2)", fontSize: 12 };
const BOX = { background: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: 8, color: "var(--ink)" };
const COLOURS = ["var(--accent)", "var(--warm)", "var(--focus)", "var(--good)", "var(--bad)", "var(--warn)", "var(--ink-3)"];

/** How long each agent takes at the 95th percentile, day by day; behind it the same as a table. */
export function TrendChart({ days }: { days: Quality["days"] }) {
  const { nodes, rows } = trendOf(days);
  return (
    <>
      <div className={styles.chart} role="img" aria-label="95th percentile of each agent's seconds, by day; the table below has the figures">
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={rows} margin={{ top: 4, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="day" tick={INK} tickLine={false} stroke="var(--line-strong)" tickFormatter={(day: string) => day.slice(5)} minTickGap={18} />
            <YAxis tick={INK} tickLine={false} axisLine={false} width={46} unit=" s" />
            <Tooltip contentStyle={BOX} />
            <Legend wrapperStyle={{ fontSize: 12 }} />
            {nodes.map((node, place) => (
              <Line key={node} dataKey={node} stroke={COLOURS[place % COLOURS.length] ?? "var(--ink)"} dot={false} strokeWidth={2} isAnimationActive={false} connectNulls />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <details className={styles.behind}>
        <summary>The same as a table</summary>
        <Table
          caption="Seconds of each agent by day"
          rows={[...days].reverse()}
          keyOf={(day) => day.day + day.node}
          columns={[
            { title: "Day", cell: (day) => day.day },
            { title: "Agent", cell: (day) => day.node },
            { title: "Went well", cell: (day) => day.ok, figure: true },
            { title: "Failed", cell: (day) => day.failed, figure: true },
            { title: "Median", cell: (day) => milliseconds(day.p50_s === null ? null : day.p50_s * 1000), figure: true },
            { title: "95 %", cell: (day) => milliseconds(day.p95_s === null ? null : day.p95_s * 1000), figure: true },
          ]}
        />
      </details>
    </>
  );
}
