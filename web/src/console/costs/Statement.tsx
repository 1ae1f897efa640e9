import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";

import { download } from "@/api/download";
import { Button } from "@/ui/Button";
import { Choice } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import type { Whose } from "../tenant";
import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { statementAddress, statementQuery, type StatementView } from "./api";
import { count, usd } from "./figures";

const MONTHS = 12;

/** What a month is charged: the plan's fee, and the usage above what it includes. */
export function Statement({ whose }: { whose: Whose }) {
  const months = lastMonths(new Date());
  const [month, setMonth] = useState(months[0] ?? "");
  const query = useQuery(statementQuery(whose, month));
  const csv = useMutation({ mutationFn: () => download(location.origin + statementAddress(whose, month)) });
  return (
    <Panel
      title="Statement"
      note={query.data && noteOf(query.data)}
      actions={
        <Button onClick={() => csv.mutate()} disabled={csv.isPending}>
          <Download size={16} aria-hidden /> CSV
        </Button>
      }
    >
      <Choice label="Month" value={month} onChange={(event) => setMonth(event.target.value)}>
        {months.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Choice>
      {csv.isError && <ProblemNote error={csv.error} />}
      <Answer query={query} empty={(found) => found.lines.length === 0} nothing="No usage in this month.">
        {(found) => (
          <>
            <Table
              caption="Usage of the month"
              rows={found.lines}
              keyOf={(line) => line.kind}
              columns={[
                { title: "Kind", cell: (line) => line.kind },
                { title: "Calls", cell: (line) => count(line.calls), figure: true },
                { title: "Quantity", cell: (line) => count(line.quantity), figure: true },
                { title: "Of unknown cost", cell: (line) => count(line.unknown), figure: true },
                { title: "Cost", cell: (line) => usd(line.cost_usd), figure: true },
              ]}
            />
            <p>
              {usd(found.fee_usd)} for the plan {found.tier}, which includes {usd(found.included_usd)} of {usd(found.usage_usd)} used; {usd(found.overage_usd)} above it and{" "}
              {usd(found.markup_usd)} surcharge: <strong>{usd(found.total_minor / 100)}</strong>.
            </p>
          </>
        )}
      </Answer>
    </Panel>
  );
}

function noteOf({ final, unknown }: StatementView): string {
  const calls = unknown === 0 ? "" : ` ${count(unknown)} calls of unknown cost are not charged.`;
  return (final ? "As it was issued." : "As it stands so far; issued two days after the month.") + calls;
}

/** Calendar months of UTC, the present one first: "2026-11". */
function lastMonths(now: Date): string[] {
  return Array.from({ length: MONTHS }, (_, ago) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1)).toISOString().slice(0, 7));
}
