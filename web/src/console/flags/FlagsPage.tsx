import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { formatAgo } from "@/format/dates";
import { Button } from "@/ui/Button";

import type { PageProps } from "../pages";
import { EVERYBODY, useIsPlatform, useWhose } from "../tenant";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { type Column, Table } from "../ui/Table";
import { type Flag, flagsQuery, type Scope } from "./api";
import { FlagPage } from "./FlagPage";
import styles from "./Flags.module.css";
import { NewFlagForm } from "./NewFlagForm";

/** /console/flags, and /console/flags/own/KEY or /console/flags/everybody/KEY. */
export default function FlagsPage({ rest }: PageProps) {
  const [part, key] = rest;
  const whose = useWhose();
  const own = whose ?? "own";
  if (key !== undefined) return <FlagPage scope={part === "everybody" ? "everybody" : own} name={key} />;
  return (
    <>
      {whose !== EVERYBODY && <FlagList scope={own} title="This agency's" note="They hold here, beside those for everybody." />}
      <FlagList scope="everybody" title="For everybody" note="They hold in every agency; the platform's administrators change them." />
    </>
  );
}

function FlagList({ scope, title, note }: { scope: Scope; title: string; note: string }) {
  const [making, setMaking] = useState(false);
  const platform = useIsPlatform();
  const flags = useQuery(flagsQuery(scope));
  const may = scope !== "everybody" || platform;
  const action = may && (
    <Button onClick={() => setMaking(!making)} aria-expanded={making}>
      {making ? "Close" : "New flag"}
    </Button>
  );
  return (
    <Panel title={title} note={note} actions={action}>
      {making && <NewFlagForm scope={scope} onMade={() => setMaking(false)} />}
      <Asked query={flags} empty={(found) => found.length === 0} nothing="No flag yet.">
        {(found) => <Table caption={`Feature flags: ${title}`} columns={columns(scope)} rows={found} keyOf={(flag) => flag.key} />}
      </Asked>
    </Panel>
  );
}

function columns(scope: Scope): readonly Column<Flag>[] {
  return [
    {
      title: "Flag",
      cell: (flag) => (
        <span className={styles.name}>
          <Link to="/console/$" params={{ _splat: `flags/${scope === "everybody" ? scope : "own"}/${flag.key}` }}>
            {flag.key}
          </Link>
          <span className={styles.small}>{flag.description}</span>
        </span>
      ),
    },
    { title: "State", cell: (flag) => <State enabled={flag.enabled} /> },
    { title: "Stage", cell: (flag) => flag.stage },
    { title: "Share", figure: true, cell: (flag) => `${flag.percentage} %` },
    { title: "Changed", cell: (flag) => <span className={styles.small}>{formatAgo(flag.updated_at, new Date(), navigator.language)}</span> },
  ];
}

export function State({ enabled }: { enabled: boolean }) {
  return <span className={enabled ? styles.on : styles.off}>{enabled ? "on" : "off"}</span>;
}
