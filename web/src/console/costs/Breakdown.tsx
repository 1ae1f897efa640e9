import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";

import { download } from "@/api/download";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type Asked, byQuery, type Dimension, DIMENSIONS, exportAddress } from "./api";
import styles from "./Costs.module.css";
import { count, milliseconds, share, unknown, usd } from "./figures";
import { Meter } from "./Meter";
import { Owner } from "./Owner";

/** Spend by one thing after another, the dearest first. */
export function Breakdown({ asked }: { asked: Asked }) {
  const [dimension, setDimension] = useState<Dimension>("provider");
  const query = useQuery(byQuery(asked, dimension));
  const csv = useMutation({ mutationFn: () => download(location.origin + exportAddress(asked, dimension)) });
  const shown = DIMENSIONS.filter(({ value }) => value !== "tenant" || asked.tenant === "*");
  return (
    <Panel
      title="Where it goes"
      note={query.data && `${count(query.data.names)} names; ${unknown(query.data.total)}`}
      actions={
        <Button onClick={() => csv.mutate()} disabled={csv.isPending}>
          <Download size={16} aria-hidden /> CSV
        </Button>
      }
    >
      <div className={styles.segments} role="group" aria-label="Spend by">
        {shown.map(({ value, title }) => (
          <Button key={value} aria-pressed={value === dimension} onClick={() => setDimension(value)}>
            {title}
          </Button>
        ))}
      </div>
      {csv.isError && <ProblemNote error={csv.error} />}
      <Answer query={query} empty={(found) => found.lines.length === 0} nothing="No calls in this period.">
        {({ lines, total }) => (
          <Table
            caption={`Spend by ${dimension}`}
            rows={lines}
            keyOf={(line) => line.name}
            columns={[
              { title: "Name", cell: (line) => <Owner name={line.name} label={line.label} /> },
              { title: "Share", cell: (line) => <Meter value={Number(line.cost_usd) / Math.max(Number(total.cost_usd), 1e-12)} /> },
              { title: "Known cost", cell: (line) => usd(line.cost_usd), figure: true },
              { title: "Unknown", cell: (line) => (line.cost_unknown ? `${count(line.cost_unknown)} calls` : "–"), figure: true },
              { title: "Calls", cell: (line) => count(line.calls), figure: true },
              { title: "Tokens in / out", cell: (line) => `${count(line.tokens_in)} / ${count(line.tokens_out)}`, figure: true },
              { title: "From memory", cell: (line) => share(line.cached_share), figure: true },
              { title: "Answered", cell: (line) => share(line.success), figure: true },
              { title: "Latency", cell: (line) => milliseconds(line.latency_ms), figure: true },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
