import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type Asked, runsQuery } from "./api";
import styles from "./Costs.module.css";
import { count, share, usd } from "./figures";

/** The dearest runs; each opens to its nodes and calls. */
export function Runs({ asked }: { asked: Asked }) {
  const query = useQuery(runsQuery(asked));
  return (
    <Panel title="Dearest runs" note="Each opens to its nodes and calls.">
      <Answer query={query} empty={(runs) => runs.length === 0} nothing="No run in this period.">
        {(runs) => (
          <Table
            caption="Dearest runs"
            rows={runs}
            keyOf={(run) => run.run_id}
            columns={[
              {
                title: "Run",
                cell: (run) => (
                  <Link to="/console/$" params={{ _splat: `costs/runs/${run.run_id}` }}>
                    <span className={styles.name}>{run.title || `Run ${run.run_id.slice(0, 8)}`}</span>
                  </Link>
                ),
              },
              { title: "State", cell: (run) => run.status || "–" },
              { title: "Known cost", cell: (run) => usd(run.cost_usd), figure: true },
              { title: "Unknown", cell: (run) => count(run.cost_unknown), figure: true },
              { title: "Calls", cell: (run) => count(run.calls), figure: true },
              { title: "From memory", cell: (run) => share(run.cached_share), figure: true },
              { title: "Tokens", cell: (run) => count(run.tokens_in + run.tokens_out), figure: true },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
