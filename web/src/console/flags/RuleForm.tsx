import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Form, textOf } from "@/account/Card";
import { Choice, Field, TextField, Tick } from "@/ui/Field";

import { changeFlag, type Flag, type FlagRule, type Scope } from "./api";
import styles from "./Flags.module.css";
import { readVariants, writtenVariants } from "./variants";

const STAGES = { canary: 10, beta: 50, production: 100 } as const;
type Stage = keyof typeof STAGES;
const ROLES = ["user", "customer", "premium", "partner", "agent", "operator", "support", "admin"] as const;
const ENVIRONMENTS = ["development", "staging", "production"] as const;

export function RuleForm({ scope, flag }: { scope: Scope; flag: Flag }) {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>(flag.stage);
  const [share, setShare] = useState(flag.percentage);
  const saved = useMutation({
    mutationFn: (form: FormData) => changeFlag(scope, flag, { ...read(form), stage, percentage: Math.min(share, STAGES[stage]) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["flags"] }),
  });
  const shown = Math.min(share, STAGES[stage]);
  return (
    <Form send="Save" busy={saved.isPending} error={saved.error} onSend={saved.mutate}>
      <Field label="What it is for" name="description" defaultValue={flag.description} maxLength={500} />
      <div className={styles.two}>
        <Choice label="Stage" value={stage} onChange={(event) => setStage(event.target.value as Stage)} hint={`At most ${STAGES[stage]} % of everybody.`}>
          {Object.keys(STAGES).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
        <Field
          label={`Share of everybody else: ${shown} %`}
          type="range"
          min={0}
          max={STAGES[stage]}
          value={shown}
          onChange={(event) => setShare(Number(event.target.value))}
          hint="Raising it takes nobody out."
        />
      </div>
      <TextField label="Named users" name="users" defaultValue={flag.target_users.join("\n")} rows={2} hint="Their ids, one a line." />
      <Field label="Named agencies" name="tenants" defaultValue={flag.target_tenants.join(", ")} hint="Their ids, divided by commas." />
      <Ticks legend="Roles that have it in any case" names={ROLES} chosen={flag.target_roles} prefix="role" />
      <Ticks legend="Where the share counts (none ticked: everywhere)" names={ENVIRONMENTS} chosen={flag.environments} prefix="environment" />
      <TextField
        label="Variants"
        name="variants"
        rows={3}
        defaultValue={writtenVariants(flag.variants)}
        hint="One a line: name, weight, value. Values are true, false, a number or a text. None: on or off."
      />
      {scope === "everybody" && <Tick label="An agency may set its own" name="overridable" defaultChecked={flag.overridable} />}
    </Form>
  );
}

function Ticks({ legend, names, chosen, prefix }: { legend: string; names: readonly string[]; chosen: readonly string[]; prefix: string }) {
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      {names.map((name) => (
        <Tick key={name} label={name} name={`${prefix}:${name}`} defaultChecked={chosen.includes(name)} />
      ))}
    </fieldset>
  );
}

function read(form: FormData): Partial<FlagRule> {
  const words = (name: string) => textOf(form, name).split(/[\s,]+/).filter(Boolean);
  return {
    description: textOf(form, "description"),
    target_users: words("users"),
    target_tenants: words("tenants"),
    target_roles: ROLES.filter((role) => form.has(`role:${role}`)),
    environments: ENVIRONMENTS.filter((name) => form.has(`environment:${name}`)),
    variants: readVariants(textOf(form, "variants")),
    overridable: form.has("overridable"),
  };
}
