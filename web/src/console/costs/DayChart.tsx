import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { Table } from "../ui/Table";
import type { DaySum } from "./api";
import styles from "./Costs.module.css";
import { count, share, usd } from "./figures";

const INK = { fill: "var(--ink-2)", fontSize: 12 };
const BOX = { background: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: 8, color: "var(--ink)" };

/** What each day cost, and behind it the same as a table. */
export function DayChart({ days }: { days: readonly DaySum[] }) {
  const bars = days.map((day) => ({ day: day.day.slice(5), cost: Number(day.cost_usd) }));
  return (
    <>
      <div className={styles.chart} role="img" aria-label="Cost of each day; the table below has the same figures">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={bars} margin={{ top: 4, right: 4, bottom: 0, left: 0 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="day" tick={INK} tickLine={false} stroke="var(--line-strong)" minTickGap={18} />
            <YAxis tick={INK} tickLine={false} axisLine={false} width={58} tickFormatter={(value: number) => usd(value)} />
            <Tooltip contentStyle={BOX} cursor={{ fill: "var(--surface-2)" }} formatter={(value) => [usd(Number(value)), "known cost"]} />
            <Bar dataKey="cost" fill="var(--accent)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details className={styles.behind}>
        <summary>The same as a table</summary>
        <Table
          caption="Cost of each day"
          rows={[...days].reverse()}
          keyOf={(day) => day.day}
          columns={[
            { title: "Day", cell: (day) => day.day },
            { title: "Known cost", cell: (day) => usd(day.cost_usd), figure: true },
            { title: "Calls", cell: (day) => count(day.calls), figure: true },
            { title: "Of unknown cost", cell: (day) => count(day.cost_unknown), figure: true },
            { title: "From memory", cell: (day) => share(day.cached_share), figure: true },
          ]}
        />
      </details>
    </>
  );
}
