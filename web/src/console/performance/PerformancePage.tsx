import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";

import styles from "../costs/Costs.module.css";
import { count, milliseconds, share } from "../costs/figures";
import { useTenantId } from "../tenant";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type BreakerView, breakersQuery, type Performance, performanceQuery, type Span } from "./api";
import { Spans } from "./Spans";
import { Timings } from "./Timings";
import { Trend } from "./Trend";

/** How long requests and agents take, how often they fail, and which providers are kept away from. */
export default function PerformancePage() {
  const tenant = useTenantId();
  const [span, setSpan] = useState<Span>("hour");
  const query = useQuery(performanceQuery(tenant, span));
  return (
    <>
      <Spans value={span} onChange={setSpan} />
      <Asked query={query} lines={8}>
        {(found) => <Report found={found} />}
      </Asked>
      <Breakers tenant={tenant} />
    </>
  );
}

function Report({ found }: { found: Performance }) {
  return (
    <>
      <Figures found={found} />
      <Panel title="Response times" note="Of all endpoints together.">
        <Trend points={found.trend} />
      </Panel>
      <Panel title="Agents" note="Each pass through a node of the graph.">
        <Timings caption="Agents" of="Agent" rows={found.agents} nothing="No trip was planned in this period." />
      </Panel>
      <Panel title="Endpoints" note="The slowest first; times are right within 2 %.">
        <Timings caption="Endpoints" of="Endpoint" rows={found.endpoints} nothing="No request in this period." />
      </Panel>
    </>
  );
}

function Figures({ found: { overall, statuses } }: { found: Performance }) {
  const tiles = [
    { name: "Requests", value: count(overall?.count ?? 0), about: Object.entries(statuses).map(([status, times]) => `${status}: ${count(times)}`).join(", ") },
    { name: "Median", value: milliseconds(overall?.median_ms ?? null), about: `mean ${milliseconds(overall?.mean_ms ?? null)}` },
    { name: "95 % within", value: milliseconds(overall?.p95_ms ?? null), about: `99 % within ${milliseconds(overall?.p99_ms ?? null)}` },
    { name: "Errors on our side", value: share(overall?.error_rate ?? null), about: `${count(overall?.errors ?? 0)} of ${count(overall?.count ?? 0)}` },
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map((tile) => (
        <div key={tile.name} className={styles.tile}>
          <dt>{tile.name}</dt>
          <dd>{tile.value}</dd>
          <dd>{tile.about}</dd>
        </div>
      ))}
    </dl>
  );
}

function Breakers({ tenant }: { tenant: string }) {
  const query = useQuery(breakersQuery(tenant));
  return (
    <Panel title="Circuit breakers" note="Of every process; an open one keeps a provider from being asked until it has had time.">
      <Asked query={query} empty={(found) => found.length === 0} nothing="No provider was asked since the processes began.">
        {(found) => (
          <Table
            caption="Circuit breakers"
            rows={found}
            keyOf={(one) => `${one.process} ${one.capability} ${one.provider}`}
            columns={[
              { title: "Provider", cell: (one) => `${one.capability} · ${one.provider}` },
              { title: "State", cell: (one) => <State breaker={one} /> },
              { title: "Let through well", cell: (one) => count(one.successes), figure: true },
              { title: "Failed", cell: (one) => count(one.failures), figure: true },
              { title: "Kept away", cell: (one) => count(one.refused), figure: true },
              { title: "Opened", cell: (one) => count(one.opened), figure: true },
              { title: "Process", cell: (one) => <span className={styles.small}>{one.process}</span> },
            ]}
          />
        )}
      </Asked>
    </Panel>
  );
}

function State({ breaker }: { breaker: BreakerView }) {
  return <span className={clsx(breaker.state === "closed" ? styles.good : styles.bad)}>{breaker.state}</span>;
}
