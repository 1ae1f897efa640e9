import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";

import { formatAgo } from "@/format/dates";

import styles from "../costs/Costs.module.css";
import { count } from "../costs/figures";
import { type ErrorGroup, type Errors, errorsQuery } from "../performance/api";
import { useTenantId } from "../tenant";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { type Column, Table } from "../ui/Table";

/** Errors grouped by what they are and where, the newest first. */
export default function ErrorsPage() {
  const query = useQuery(errorsQuery(useTenantId()));
  return (
    <Asked query={query} lines={8}>
      {(found) => (
        <>
          <Answers statuses={found.statuses} />
          <Panel title="Groups" note="The same error at the same place is one; those on our side are ours to mend.">
            <Asked query={query} empty={({ groups }) => groups.length === 0} nothing="No error was seen.">
              {({ groups }) => <Table caption="Errors by group" columns={GROUPS} rows={groups} keyOf={(group) => group.id} />}
            </Asked>
          </Panel>
          <Latest found={found} />
        </>
      )}
    </Asked>
  );
}

function Answers({ statuses }: { statuses: Errors["statuses"] }) {
  const all = Object.entries(statuses);
  const of = (first: string) => all.filter(([status]) => status.startsWith(first)).reduce((sum, [, times]) => sum + times, 0);
  const tiles = [
    { name: "Served", value: of("2") + of("3") },
    { name: "Refused (4xx)", value: of("4") },
    { name: "Failed (5xx)", value: of("5"), bad: of("5") > 0 },
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map((tile) => (
        <div key={tile.name} className={styles.tile}>
          <dt>{tile.name}</dt>
          <dd className={clsx(tile.bad && styles.bad)}>{count(tile.value)}</dd>
          <dd>answers in the last day</dd>
        </div>
      ))}
    </dl>
  );
}

const GROUPS: readonly Column<ErrorGroup>[] = [
  { title: "What", cell: (group) => <strong>{group.type}</strong> },
  { title: "Where", cell: (group) => <span className={styles.name}>{group.where}</span> },
  { title: "Whose", cell: (group) => <span className={clsx(group.ours && styles.bad)}>{group.ours ? "ours" : "the caller's"}</span> },
  { title: "Status", cell: (group) => group.status || "–", figure: true },
  { title: "Times", cell: (group) => count(group.count), figure: true },
  { title: "First", cell: (group) => <Ago at={group.first_at} /> },
  { title: "Last", cell: (group) => <Ago at={group.last_at} /> },
  { title: "The last one", wide: true, cell: (group) => <Trace message={group.last.message} request={group.last.request_id} trace={group.last.trace_id} /> },
];

function Latest({ found }: { found: Errors }) {
  if (found.recent.length === 0) return null;
  return (
    <Panel title="The latest on our side">
      <Table
        caption="The latest errors on our side"
        rows={found.recent}
        keyOf={(one) => one.at + one.request_id}
        columns={[
          { title: "When", cell: (one) => new Date(one.at).toLocaleString() },
          { title: "What", cell: (one) => <strong>{one.type}</strong> },
          { title: "Where", cell: (one) => <span className={styles.name}>{one.where}</span> },
          { title: "Message", wide: true, cell: (one) => <Trace message={one.message} request={one.request_id} trace={one.trace_id} /> },
        ]}
      />
    </Panel>
  );
}

function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.small}>
      {formatAgo(at, new Date(), navigator.language)}
    </time>
  );
}

function Trace({ message, request, trace }: { message: string; request: string; trace: string }) {
  return (
    <span className={styles.name}>
      {message}
      <span className={styles.small}>
        {request !== "" && ` request ${request}`}
        {trace !== "" && trace !== request && ` trace ${trace}`}
      </span>
    </span>
  );
}
