import clsx from "clsx";

import styles from "../costs/Costs.module.css";
import { count, milliseconds, share } from "../costs/figures";
import { Nothing } from "../ui/Asked";
import { Table } from "../ui/Table";
import type { Timing } from "./api";

interface Props {
  caption: string;
  of: string;
  rows: readonly Timing[];
  nothing: string;
}

/** How long things took, the slowest first. */
export function Timings({ caption, of, rows, nothing }: Props) {
  if (rows.length === 0) return <Nothing>{nothing}</Nothing>;
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={(row) => row.name}
      columns={[
        { title: of, cell: (row) => <span className={styles.name}>{row.name}</span> },
        { title: "How many", cell: (row) => count(row.count), figure: true },
        { title: "Median", cell: (row) => milliseconds(row.median_ms), figure: true },
        { title: "Mean", cell: (row) => milliseconds(row.mean_ms), figure: true },
        { title: "95 %", cell: (row) => milliseconds(row.p95_ms), figure: true },
        { title: "99 %", cell: (row) => milliseconds(row.p99_ms), figure: true },
        { title: "Over 0.5 s", cell: (row) => count(row.slow), figure: true },
        { title: "Errors", cell: (row) => <span className={clsx(row.errors > 0 && styles.bad)}>{share(row.error_rate)}</span>, figure: true },
      ]}
    />
  );
}
