import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Choice } from "@/ui/Field";

import { Asked, Nothing } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { type Column, Table } from "../ui/Table";
import { type Flag, type RolloutStatus, type Scope, statusQuery } from "./api";
import styles from "./Flags.module.css";
import { HourBars } from "./HourBars";

const PERIODS = { "24": "24 hours", "168": "7 days", "720": "30 days", "2160": "90 days" };
type Variant = RolloutStatus["variants"][number];

/** Figures that go on while one looks: who has the feature, and how it does. */
export function Rollout({ scope, flag }: { scope: Scope; flag: Flag }) {
  const [hours, setHours] = useState("24");
  const status = useQuery(statusQuery(scope, flag.key, Number(hours)));
  const choice = (
    <Choice label="Period" value={hours} onChange={(event) => setHours(event.target.value)}>
      {Object.entries(PERIODS).map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Choice>
  );
  return (
    <Panel title="Rollout" note="Live: read every two seconds." actions={choice}>
      <Asked query={status}>{(known) => <Figures status={known} />}</Asked>
    </Panel>
  );
}

function Figures({ status }: { status: RolloutStatus }) {
  return (
    <>
      <dl className={styles.figures}>
        <Figure name="have it" value={status.active_users.toLocaleString()} />
        <Figure name="asked in all" value={status.total_users.toLocaleString()} />
        <Figure name="times decided" value={status.evaluations.toLocaleString()} />
        <Figure name="error rate" value={percent(status.error_rate)} />
      </dl>
      {status.hours.length === 0 ? <Nothing>Nobody has asked for it in this period.</Nothing> : <HourBars status={status} />}
      {status.variants.length > 0 && (
        <Table caption="What each variant came to" columns={COLUMNS} rows={status.variants} keyOf={(variant) => variant.name} />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Variant>[] = [
  { title: "Variant", cell: (variant) => variant.name },
  { title: "Users", figure: true, cell: (variant) => variant.users.toLocaleString() },
  { title: "Decided", figure: true, cell: (variant) => variant.evaluations.toLocaleString() },
  { title: "Requests", figure: true, cell: (variant) => variant.outcomes.toLocaleString() },
  { title: "Failed", figure: true, cell: (variant) => variant.errors.toLocaleString() },
  { title: "Error rate", figure: true, cell: (variant) => percent(variant.error_rate) },
];

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A share that nobody knows yet is said to be so, and not nought. */
function percent(share: number | null): string {
  return share === null ? "not known yet" : share.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 1 });
}
