import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type CallLine, runQuery, type Waterfall } from "./api";
import styles from "./Costs.module.css";
import { count, milliseconds, usd } from "./figures";
import { type Lane, lanesOf } from "./lanes";

const KEPT = new Set(["cached", "shared"]);

/** One run as a waterfall of its nodes and calls. */
export function RunPage({ runId, tenant }: { runId: string; tenant: string | null }) {
  const query = useQuery(runQuery(runId, tenant));
  return (
    <>
      <Link to="/console/$" params={{ _splat: "costs" }}>
        Back to costs
      </Link>
      <Answer query={query}>{(run) => <Opened run={run} />}</Answer>
    </>
  );
}

function Opened({ run }: { run: Waterfall }) {
  const lanes = lanesOf(run);
  const steps = run.stages.map((stage, place) => ({ ...stage, lane: lanes.stages[place] }));
  const calls = run.calls.map((call, place) => ({ ...call, lane: lanes.calls[place], place }));
  const known = `${usd(run.cost_usd)} known, ${count(run.cost_unknown)} calls of unknown cost; ${milliseconds(lanes.totalMs)}`;
  return (
    <>
      <Panel title={run.title || `Run ${run.run_id.slice(0, 8)}`} note={`${run.status || "no longer kept"} · ${known}`}>
        <Table
          caption="Nodes"
          rows={steps}
          keyOf={(step) => step.node + step.begun_at}
          columns={[
            { title: "Node", cell: (step) => step.node },
            { title: "When", cell: (step) => <Bar lane={step.lane} outcome={step.outcome === "failed" ? "failed" : "ok"} /> },
            { title: "Took", cell: (step) => milliseconds(step.seconds * 1000), figure: true },
            { title: "Outcome", cell: (step) => step.outcome },
          ]}
        />
      </Panel>
      <Panel title="Calls" note={run.cut ? "The first 2,000; there are more." : `${count(calls.length)} calls`}>
        <Table
          caption="Calls"
          rows={calls}
          keyOf={(call) => `${call.at} ${call.place}`}
          columns={[
            { title: "Agent", cell: (call) => call.agent || "–" },
            { title: "Provider", cell: (call) => <span className={styles.name}>{[call.service, call.provider, call.model].filter(Boolean).join(" · ")}</span> },
            { title: "When", cell: (call) => <Bar lane={call.lane} outcome={toneOf(call)} /> },
            { title: "Took", cell: (call) => milliseconds(call.latency_ms), figure: true },
            { title: "Outcome", cell: (call) => call.outcome },
            { title: "Prompt", cell: (call) => call.prompt || "–" },
            { title: "Tokens in / out / kept", cell: tokens, figure: true },
            { title: "Cost", cell: (call) => (call.cost_usd === null ? "unknown" : usd(call.cost_usd)), figure: true },
          ]}
        />
      </Panel>
    </>
  );
}

function tokens(call: CallLine): string {
  if (call.tokens_in === null && call.tokens_out === null) return "–";
  return [call.tokens_in, call.tokens_out, call.tokens_cached].map((value) => count(value ?? 0)).join(" / ");
}

function toneOf(call: CallLine): "ok" | "kept" | "failed" {
  if (KEPT.has(call.outcome)) return "kept";
  return call.outcome === "ok" ? "ok" : "failed";
}

function Bar({ lane, outcome }: { lane: Lane | undefined; outcome: "ok" | "kept" | "failed" }) {
  if (lane === undefined) return null;
  return (
    <div className={styles.lane}>
      <div className={styles.bar} data-outcome={outcome} style={{ insetInlineStart: `${lane.from * 100}%`, width: `${lane.width * 100}%` }} />
    </div>
  );
}
