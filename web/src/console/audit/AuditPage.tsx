import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { ShieldCheck, ShieldX } from "lucide-react";
import { useDeferredValue, useState } from "react";

import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { useWhose } from "../tenant";
import { Panel } from "../ui/Panel";
import { ACTIONS } from "./actions";
import { auditQuery, exportAudit, type Verification, verifyAudit, type Wanted } from "./api";
import styles from "./Audit.module.css";
import { Entries } from "./Entries";

const ALL: Wanted = { text: "", action: "", userId: "", begin: "", end: "" };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default function AuditPage() {
  const [wanted, setWanted] = useState(ALL);
  const whose = useWhose();
  const asked = useDeferredValue(wanted);
  const entries = useInfiniteQuery(auditQuery(whose, { ...asked, userId: UUID.test(asked.userId) ? asked.userId : "" }));
  const taken = useMutation({ mutationFn: (format: "csv" | "jsonl") => exportAudit(whose, asked, format) });
  const narrow = (change: Partial<Wanted>) => setWanted({ ...wanted, ...change });
  const actions = (
    <>
      <Button onClick={() => taken.mutate("csv")} disabled={taken.isPending}>
        CSV
      </Button>
      <Button onClick={() => taken.mutate("jsonl")} disabled={taken.isPending}>
        JSON lines
      </Button>
    </>
  );
  return (
    <>
      <Chain />
      <Panel title="Entries" note="Newest first. Looking and exporting are written down too." actions={actions}>
        <div className={styles.filters} role="search">
          <Field label="Text" type="search" value={wanted.text} maxLength={100} onChange={(event) => narrow({ text: event.target.value })} />
          <Choice label="What" value={wanted.action} onChange={(event) => narrow({ action: event.target.value as Wanted["action"] })}>
            <option value="">anything</option>
            {ACTIONS.map((action) => (
              <option key={action} value={action}>
                {action.replaceAll("_", " ").toLowerCase()}
              </option>
            ))}
          </Choice>
          <Field label="User id" value={wanted.userId} onChange={(event) => narrow({ userId: event.target.value.trim() })} fault={wanted.userId !== "" && !UUID.test(wanted.userId) ? "The whole id, please." : null} />
          <Field label="From" type="date" value={wanted.begin} onChange={(event) => narrow({ begin: event.target.value })} />
          <Field label="Up to" type="date" value={wanted.end} onChange={(event) => narrow({ end: event.target.value })} />
        </div>
        {taken.isError && <ProblemNote error={taken.error} />}
        <Entries query={entries} nothing="No entry fits." />
      </Panel>
    </>
  );
}

function Chain() {
  const whose = useWhose();
  const checked = useMutation({ mutationFn: () => verifyAudit(whose) });
  const action = (
    <Button onClick={() => checked.mutate()} disabled={checked.isPending}>
      {checked.isPending ? "Reading all of it …" : "Check it now"}
    </Button>
  );
  return (
    <Panel title="Is the log whole?" note="Every entry is sealed to the one before it; a change to any shows." actions={action}>
      {checked.isError && <ProblemNote error={checked.error} />}
      {checked.isSuccess && <Verdict verdict={checked.data} />}
    </Panel>
  );
}

function Verdict({ verdict }: { verdict: Verification }) {
  if (verdict.holds) {
    return (
      <p className={styles.holds} role="status">
        <ShieldCheck size={18} aria-hidden /> The chain holds over {verdict.entries.toLocaleString()} entries.
      </p>
    );
  }
  return (
    <div className={styles.broken} role="alert">
      <p>
        <ShieldX size={18} aria-hidden /> The chain does not hold.
      </p>
      <ul>
        {verdict.breaks.map((one) => (
          <li key={`${one.number} ${one.reason}`}>
            Entry {one.number}: {one.reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
