import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Form, textOf } from "@/account/Card";
import { Field } from "@/ui/Field";

import { useWhose, type Whose } from "../tenant";
import type { TenantView } from "../tenants/api";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import styles from "../ui/Row.module.css";
import { renameTenant, tenantQuery } from "./api";
import { Look } from "./Look";
import { SettingsForm } from "./SettingsForm";

export interface Part {
  whose: Whose;
  tenant: TenantView;
}

/** The agency's own name, look and settings. */
export default function AgencyPage() {
  const whose = useWhose();
  const tenant = useQuery(tenantQuery(whose));
  return (
    <Asked query={tenant} lines={8}>
      {(known) => (
        <>
          <Profile key={`profile-${known.version}`} whose={whose} tenant={known} />
          <Look key={`look-${known.version}`} whose={whose} tenant={known} />
          <Panel title="Settings" note="For new enquiries and documents.">
            <SettingsForm key={`settings-${known.version}`} whose={whose} tenant={known} />
          </Panel>
        </>
      )}
    </Asked>
  );
}

/** Keeps what the server has answered; somebody else's change in between is told, and read anew. */
export function useTenantChange<T>(whose: Whose, change: (given: T) => Promise<TenantView>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (fresh) => {
      queries.setQueryData(tenantQuery(whose).queryKey, fresh);
      await Promise.all([["agency"], ["tenants"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}

function Profile({ whose, tenant }: Part) {
  const changed = useTenantChange(whose, (form: FormData) => renameTenant(whose, tenant, textOf(form, "name")));
  return (
    <Panel title="Profile" note={`Plan ${tenant.tier}, ${tenant.status}, version ${tenant.version}`}>
      <Form send="Save the name" busy={changed.isPending} error={changed.error} onSend={changed.mutate}>
        <div className={styles.two}>
          <Field label="Name" name="name" defaultValue={tenant.name} required maxLength={120} />
          <Field label="Slug" value={tenant.slug} readOnly hint="Its name in addresses; it never changes." />
          <Field label="Domain" value={tenant.domain ?? "none of its own"} readOnly hint="The platform sets it, once it is known to be yours." />
        </div>
      </Form>
    </Panel>
  );
}
