import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";

import { formatAgo } from "@/format/dates";
import { Choice, Field } from "@/ui/Field";

import type { PageProps } from "../pages";
import { useWhose } from "../tenant";
import { Asked } from "../ui/Asked";
import { Pages } from "../ui/Pages";
import { Panel } from "../ui/Panel";
import { type Column, Table } from "../ui/Table";
import { type UserView, usersQuery, type Wanted } from "./api";
import { ROLES } from "./roles";
import { Picture } from "./Picture";
import { UserPage } from "./UserPage";
import styles from "./Users.module.css";

const FIRST: Wanted = { search: "", role: "", status: "", page: 1 };

/** /console/users, and /console/users/ID. */
export default function UsersPage({ rest }: PageProps) {
  const [id] = rest;
  return id === undefined ? <UserList /> : <UserPage id={id} />;
}

function UserList() {
  const [wanted, setWanted] = useState(FIRST);
  const asked = useDeferredValue(wanted);
  const whose = useWhose();
  const users = useQuery(usersQuery(whose, { ...asked, search: asked.search.length < 3 ? "" : asked.search }));
  const narrow = (change: Partial<Wanted>) => setWanted({ ...wanted, page: 1, ...change });
  return (
    <Panel title="Accounts" note="Newest first.">
      <div className={styles.filters} role="search">
        <Field label="Name or e-mail" type="search" value={wanted.search} onChange={(event) => narrow({ search: event.target.value })} hint="Its beginning, from 3 letters." />
        <Choice label="Role" value={wanted.role} onChange={(event) => narrow({ role: event.target.value as Wanted["role"] })}>
          <option value="">any</option>
          {ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </Choice>
        <Choice label="State" value={wanted.status} onChange={(event) => narrow({ status: event.target.value as Wanted["status"] })}>
          <option value="">any</option>
          <option>active</option>
          <option>suspended</option>
        </Choice>
      </div>
      <Asked query={users} lines={8} empty={(found) => found.items.length === 0} nothing="No account fits.">
        {(found) => (
          <>
            <Table caption="Accounts" columns={COLUMNS} rows={found.items} keyOf={(user) => user.id} />
            <Pages page={found.page} pages={Math.ceil(found.total / found.limit)} total={found.total} what="accounts" onPage={(page) => setWanted({ ...wanted, page })} />
          </>
        )}
      </Asked>
    </Panel>
  );
}

const COLUMNS: readonly Column<UserView>[] = [
  {
    title: "Account",
    cell: (user) => (
      <span className={styles.account}>
        <Picture user={user} />
        <span className={styles.name}>
          <Link to="/console/$" params={{ _splat: `users/${user.id}` }}>
            {nameOf(user)}
          </Link>
          <span className={styles.small}>{user.email}</span>
        </span>
      </span>
    ),
  },
  { title: "Roles", cell: (user) => user.roles.join(", ") },
  { title: "State", cell: (user) => <Status user={user} /> },
  { title: "Last signed in", cell: (user) => (user.last_login_at === null ? "never" : formatAgo(user.last_login_at, new Date(), navigator.language)) },
  { title: "Since", cell: (user) => new Date(user.created_at).toLocaleDateString() },
];

export function nameOf(user: UserView): string {
  return `${user.first_name} ${user.last_name}`.trim() || user.email;
}

export function Status({ user }: { user: UserView }) {
  if (user.status === "suspended") return <span className={styles.bad}>suspended</span>;
  return user.verified_email ? <span className={styles.good}>active</span> : <span className={styles.open}>not confirmed</span>;
}
