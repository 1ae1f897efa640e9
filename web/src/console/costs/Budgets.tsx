import { useQuery } from "@tanstack/react-query";

import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type Asked, type BudgetLine, budgetsQuery } from "./api";
import { share, usd } from "./figures";
import { Meter } from "./Meter";
import { Owner } from "./Owner";

const TONES: Partial<Record<BudgetLine["state"], "warn" | "bad">> = { high: "warn", critical: "bad", used_up: "bad" };

/** This month's budgets: how full, which alerts, and what still serves. */
export function Budgets({ asked }: { asked: Asked }) {
  const query = useQuery(budgetsQuery(asked));
  return (
    <Panel title="Budgets of this month" note="Alerts at 50, 80 and 95 %, before anything is spent; then the ladder, and fewer requests an hour.">
      <Answer query={query} empty={(lines) => lines.length === 0} nothing="No language model was paid for this month.">
        {(lines) => (
          <Table
            caption="Budgets of this month"
            rows={lines}
            keyOf={(line) => `${line.tenant} ${line.scope} ${line.key}`}
            columns={[
              { title: "Whose", cell: (line) => <Owner name={line.key} label={line.key === "" ? `the agency ${line.tenant}` : line.label} tenant={line.tenant} /> },
              { title: "Used", cell: (line) => <Meter value={line.share ?? 0} tone={TONES[line.state] ?? "plain"} /> },
              { title: "of the limit", cell: (line) => `${usd(line.used_usd)} of ${line.limit_usd === null ? "no limit" : usd(line.limit_usd)}`, figure: true },
              { title: "Share", cell: (line) => share(line.share), figure: true },
              { title: "Alerts", cell: (line) => line.alerts.map((alert) => `${alert.percent} %`).join(", ") || "–" },
              { title: "What serves", wide: true, cell: (line) => line.serves + (line.throttled ? "; requests are throttled" : "") },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
