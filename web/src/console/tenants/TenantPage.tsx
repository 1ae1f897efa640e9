import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";

import { Form, textOf } from "@/account/Card";
import { Choice, Field } from "@/ui/Field";

import { tenantQuery } from "../agency/api";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import row from "../ui/Row.module.css";
import styles from "../users/Users.module.css";
import { changeTenant, type ChangeTenant, type TenantView, type Tier, TIERS } from "./api";
import { TenantStatus } from "./TenantsPage";

/** What the platform decides of one agency. */
export function TenantPage({ id }: { id: string }) {
  const tenant = useQuery(tenantQuery(id));
  return (
    <>
      <Link to="/console/$" params={{ _splat: "agencies" }} className={styles.back}>
        <ArrowLeft size={16} aria-hidden /> All agencies
      </Link>
      <Asked query={tenant}>
        {(known) => (
          <>
            <Panel title={known.name} note={known.slug} actions={<TenantStatus tenant={known} />}>
              <p className={styles.small}>
                Since {new Date(known.created_at).toLocaleDateString()}, changed {new Date(known.updated_at).toLocaleString()}, version {known.version}.
              </p>
            </Panel>
            <Plan key={`plan-${known.version}`} tenant={known} />
            <Status key={`status-${known.version}`} tenant={known} />
          </>
        )}
      </Asked>
    </>
  );
}

function useChange(tenant: TenantView) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeTenant) => changeTenant(tenant, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tenants"] }),
  });
}

function Plan({ tenant }: { tenant: TenantView }) {
  const changed = useChange(tenant);
  const send = (form: FormData) => changed.mutate({ tier: textOf(form, "tier") as Tier, domain: textOf(form, "domain") || null, reason: "" });
  return (
    <Panel title="Plan and domain">
      <Form send="Save" busy={changed.isPending} error={changed.error} onSend={send}>
        <div className={row.two}>
          <Choice label="Plan" name="tier" defaultValue={tenant.tier}>
            {TIERS.map((tier) => (
              <option key={tier}>{tier}</option>
            ))}
          </Choice>
          <Field label="Domain of its own" name="domain" defaultValue={tenant.domain ?? ""} maxLength={253} hint="Point it here before it is set; empty: none." />
        </div>
      </Form>
    </Panel>
  );
}

function Status({ tenant }: { tenant: TenantView }) {
  const changed = useChange(tenant);
  const active = tenant.status === "active";
  const send = (form: FormData) => changed.mutate({ status: active ? "suspended" : "active", reason: textOf(form, "reason") });
  return (
    <Panel title={active ? "Suspend the agency" : "Open the agency again"} note="It holds within a second: nobody is served under its name while it is suspended.">
      <Form send={active ? "Suspend" : "Open again"} busy={changed.isPending} error={changed.error} onSend={send}>
        <Field label="Reason" name="reason" required={active} maxLength={500} hint="Kept in the audit log." />
      </Form>
    </Panel>
  );
}
