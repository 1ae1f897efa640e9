import { useMutation, useQueryClient } from "@tanstack/react-query";

import { Form, textOf } from "@/account/Card";
import { Choice, Field } from "@/ui/Field";

import styles from "../ui/Row.module.css";
import { createTenant, type Tier, TIERS } from "./api";

export function NewTenantForm({ onMade }: { onMade: () => void }) {
  const queries = useQueryClient();
  const made = useMutation({
    mutationFn: (form: FormData) =>
      createTenant({
        slug: textOf(form, "slug"),
        name: textOf(form, "name"),
        tier: textOf(form, "tier") as Tier,
        domain: textOf(form, "domain") || null,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["tenants"] });
      onMade();
    },
  });
  return (
    <Form send="Make the agency" busy={made.isPending} error={made.error} onSend={made.mutate}>
      <div className={styles.two}>
        <Field label="Name" name="name" required maxLength={120} />
        <Field label="Slug" name="slug" required pattern="[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?" hint="Its name in addresses, for good: lower-case letters, digits and hyphens." />
        <Choice label="Plan" name="tier" defaultValue="free">
          {TIERS.map((tier) => (
            <option key={tier}>{tier}</option>
          ))}
        </Choice>
        <Field label="Domain of its own" name="domain" hint="May be empty." maxLength={253} />
      </div>
    </Form>
  );
}
