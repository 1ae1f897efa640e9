import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import type { PageProps } from "../pages";
import { Asked } from "../ui/Asked";
import { Pages } from "../ui/Pages";
import { Panel } from "../ui/Panel";
import { type Column, Table } from "../ui/Table";
import styles from "../users/Users.module.css";
import { type TenantView, tenantsQuery } from "./api";
import { NewTenantForm } from "./NewTenantForm";
import { TenantPage } from "./TenantPage";

/** /console/agencies, and /console/agencies/ID. */
export default function TenantsPage({ rest }: PageProps) {
  const [id] = rest;
  return id === undefined ? <TenantList /> : <TenantPage id={id} />;
}

function TenantList() {
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const [making, setMaking] = useState(false);
  const tenants = useQuery(tenantsQuery(useDeferredValue(search), page));
  const action = (
    <Button onClick={() => setMaking(!making)} aria-expanded={making}>
      {making ? "Close" : "New agency"}
    </Button>
  );
  return (
    <Panel title="Agencies" note="By name." actions={action}>
      {making && <NewTenantForm onMade={() => setMaking(false)} />}
      <div role="search">
        <Field
          label="Name, slug or domain"
          type="search"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setPage(1);
          }}
        />
      </div>
      <Asked query={tenants} lines={8} empty={(found) => found.items.length === 0} nothing="No agency fits.">
        {(found) => (
          <>
            <Table caption="Agencies" columns={COLUMNS} rows={found.items} keyOf={(tenant) => tenant.id} />
            <Pages page={found.page} pages={Math.ceil(found.total / found.limit)} total={found.total} what="agencies" onPage={setPage} />
          </>
        )}
      </Asked>
    </Panel>
  );
}

const COLUMNS: readonly Column<TenantView>[] = [
  {
    title: "Agency",
    cell: (tenant) => (
      <span className={styles.name}>
        <Link to="/console/$" params={{ _splat: `agencies/${tenant.id}` }}>
          {tenant.name}
        </Link>
        <span className={styles.small}>{[tenant.slug, tenant.domain].filter(Boolean).join(" · ")}</span>
      </span>
    ),
  },
  { title: "State", cell: (tenant) => <TenantStatus tenant={tenant} /> },
  { title: "Plan", cell: (tenant) => tenant.tier },
  { title: "Since", cell: (tenant) => new Date(tenant.created_at).toLocaleDateString() },
  {
    title: "Its console",
    cell: (tenant) => (
      <Link to="/console/$" params={{ _splat: "users" }} search={{ tenant: tenant.id }}>
        Open
      </Link>
    ),
  },
];

export function TenantStatus({ tenant }: { tenant: TenantView }) {
  return <span className={tenant.status === "suspended" ? styles.bad : styles.good}>{tenant.status}</span>;
}
