import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { Nothing, Waiting } from "../ui/Asked";
import { type Column, Table } from "../ui/Table";
import type { AuditPage, AuditRecord } from "./api";
import styles from "./Audit.module.css";
import { changeLines } from "./changes";

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<AuditPage>>;
  nothing: string;
}

/** Entries of the log, a page at a time. */
export function Entries({ query, nothing }: Props) {
  if (query.isPending) return <Waiting lines={8} />;
  if (query.isError) return <ProblemNote error={query.error} />;
  const entries = query.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <Nothing>{nothing}</Nothing>;
  return (
    <>
      <Table caption="Entries of the audit log" columns={COLUMNS} rows={entries} keyOf={(entry) => entry.id} />
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
          Older entries
        </Button>
      )}
    </>
  );
}

const COLUMNS: readonly Column<AuditRecord>[] = [
  { title: "When", cell: (entry) => <time dateTime={entry.at} className={styles.when}>{new Date(entry.at).toLocaleString()}</time> },
  { title: "What", cell: (entry) => <strong className={styles.action}>{entry.action.replaceAll("_", " ").toLowerCase()}</strong> },
  { title: "Of what", cell: (entry) => <span className={styles.thing}>{[entry.resource, entry.resource_id].filter(Boolean).join(" ")}</span> },
  { title: "Changes", wide: true, cell: (entry) => <Changes changes={entry.changes} /> },
  { title: "Who", cell: (entry) => <Who entry={entry} /> },
  { title: "From", cell: (entry) => <span title={entry.user_agent}>{entry.ip}</span> },
];

function Who({ entry }: { entry: AuditRecord }) {
  if (entry.user_id === null) return <span className={styles.small}>nobody signed in</span>;
  return (
    <Link to="/console/$" params={{ _splat: `users/${entry.user_id}` }} className={styles.who}>
      {entry.user_id.slice(0, 8)}
      {entry.key_id !== null && " (API key)"}
    </Link>
  );
}

function Changes({ changes }: { changes: AuditRecord["changes"] }) {
  const lines = changeLines(changes);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.changes}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
