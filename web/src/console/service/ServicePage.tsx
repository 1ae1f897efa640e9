import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";

import { formatAgo } from "@/format/dates";

import styles from "../costs/Costs.module.css";
import { count, milliseconds, share } from "../costs/figures";
import { databaseQuery, healthQuery, processesQuery, type Slo, sloQuery, type Span } from "../performance/api";
import { Spans } from "../performance/Spans";
import { Timings } from "../performance/Timings";
import { Asked, Nothing } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";

/** The whole service, for the platform's administrators: checks, objectives, processes, database. */
export default function ServicePage() {
  return (
    <>
      <Health />
      <Objectives />
      <Processes />
      <Database />
    </>
  );
}

function Health() {
  const query = useQuery(healthQuery);
  return (
    <Panel title="Checks" note={query.data && (query.data.ready ? `Ready, ${query.data.state}.` : `Not ready: ${query.data.missing.join(", ")}.`)}>
      <Asked query={query}>
        {({ checks }) => (
          <Table
            caption="Checks"
            rows={checks}
            keyOf={(check) => check.name}
            columns={[
              { title: "What", cell: (check) => check.name + (check.required ? "" : " (can be done without)") },
              { title: "State", cell: (check) => <span className={check.state === "ok" ? styles.good : check.state === "down" ? styles.bad : styles.warn}>{check.state}</span> },
              { title: "Answered in", cell: (check) => milliseconds(check.ms), figure: true },
              { title: "Detail", cell: (check) => <span className={styles.name}>{check.detail || "–"}</span> },
            ]}
          />
        )}
      </Asked>
    </Panel>
  );
}

function Objectives() {
  const query = useQuery(sloQuery);
  return (
    <Panel title="Objectives" note={query.data && `The last ${query.data.window_days} days, ${count(query.data.requests)} requests.`}>
      <Asked query={query}>{(slo) => <Met slo={slo} />}</Asked>
    </Panel>
  );
}

function Met({ slo }: { slo: Slo }) {
  return (
    <>
      {slo.alerts.map((alert) => (
        <p key={alert} className={styles.bad} role="alert">
          {alert}
        </p>
      ))}
      <Table
        caption="Objectives"
        rows={slo.objectives}
        keyOf={(one) => one.name}
        columns={[
          { title: "Objective", cell: (one) => one.name },
          { title: "Target", cell: (one) => figure(one.name, one.target), figure: true },
          { title: "So far", cell: (one) => (one.actual === null ? "–" : figure(one.name, one.actual)), figure: true },
          { title: "Met", cell: (one) => <span className={clsx(one.met === true && styles.good, one.met === false && styles.bad)}>{one.met === null ? "no requests yet" : one.met ? "yes" : "no"}</span> },
        ]}
      />
      <p className={styles.small}>
        Error budget: {count(slo.budget.used)} of {slo.budget.allowed.toFixed(1)} failures used, {share(slo.budget.left_share)} left.{" "}
        {slo.burn.map((one) => `In ${one.window_h} h it burns ${one.burn_rate === null ? "not at all" : `${one.burn_rate.toFixed(1)} times as fast as it may`}`).join("; ")}.
      </p>
    </>
  );
}

/** Objectives are shares; those of times say so in their names. */
function figure(name: string, value: number): string {
  return name.endsWith("seconds") ? milliseconds(value * 1000) : `${Number((value * 100).toFixed(3))} %`;
}

function Processes() {
  const query = useQuery(processesQuery);
  return (
    <Panel title="Processes" note="Those that said within 20 s that they are there.">
      <Asked query={query} empty={(found) => found.length === 0} nothing="No process has reported yet.">
        {(found) => (
          <Table
            caption="Processes"
            rows={found}
            keyOf={(one) => one.name}
            columns={[
              { title: "Process", cell: (one) => <span className={styles.name}>{one.name}</span> },
              { title: "Service", cell: (one) => one.service },
              { title: "Version", cell: (one) => one.version },
              { title: "Seen", cell: (one) => formatAgo(one.seen_at, new Date(), navigator.language) },
              { title: "Up for", cell: (one) => `${(one.uptime_s / 3600).toFixed(1)} h`, figure: true },
              { title: "Memory", cell: (one) => `${count(Math.round(one.memory_bytes / 1_000_000))} MB`, figure: true },
              { title: "Threads", cell: (one) => count(one.threads), figure: true },
            ]}
          />
        )}
      </Asked>
    </Panel>
  );
}

function Database() {
  const [span, setSpan] = useState<Span>("hour");
  const query = useQuery(databaseQuery(span));
  return (
    <Panel title="Database" note="Statements by kind, and the slow ones without their values." actions={<Spans value={span} onChange={setSpan} />}>
      <Asked query={query}>
        {(found) => (
          <>
            <Timings caption="Statements" of="Kind" rows={found.statements} nothing="No statement in this period." />
            <Table
              caption="Connections"
              rows={found.pools}
              keyOf={(pool) => pool.process}
              columns={[
                { title: "Process", cell: (pool) => <span className={styles.name}>{pool.process}</span> },
                { title: "In use", cell: (pool) => count(pool.in_use), figure: true },
                { title: "Idle", cell: (pool) => count(pool.idle), figure: true },
                { title: "At most", cell: (pool) => count(pool.most), figure: true },
              ]}
            />
            {found.slow.length === 0 ? (
              <Nothing>No statement took longer than {milliseconds(found.slow_limit_ms)}.</Nothing>
            ) : (
              <Table
                caption="Slow statements"
                rows={found.slow}
                keyOf={(one) => one.statement}
                columns={[
                  { title: "Statement", cell: (one) => <Statement text={one.statement} /> },
                  { title: "Times", cell: (one) => count(one.count), figure: true },
                  { title: "Slowest", cell: (one) => milliseconds(one.max_ms), figure: true },
                  { title: "Mean", cell: (one) => milliseconds(one.mean_ms), figure: true },
                ]}
              />
            )}
          </>
        )}
      </Asked>
    </Panel>
  );
}

/** A long one scrolls by itself, also by keyboard. */
function Statement({ text }: { text: string }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <code className={styles.code} tabIndex={0}>
      {text}
    </code>
  );
}
