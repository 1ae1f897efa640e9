import clsx from "clsx";

import { Form, textOf } from "@/account/Card";
import { Button } from "@/ui/Button";
import buttons from "@/ui/Button.module.css";
import { Field, Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";
import { logoAddress } from "@/theme/colours";

import { Panel } from "../ui/Panel";
import row from "../ui/Row.module.css";
import { type Part, useTenantChange } from "./AgencyPage";
import { brandTenant, putLogo, removeLogo } from "./api";
import styles from "./Agency.module.css";

const COLOURS = [
  { name: "primary", label: "First colour", hint: "Of buttons and links.", usual: "#0e5e54" },
  { name: "accent", label: "Second colour", hint: "Of what stands out beside it.", usual: "#b4501f" },
] as const;

/** Logo and colours, which the agency's pages wear. */
export function Look({ whose, tenant }: Part) {
  const { branding } = tenant;
  const changed = useTenantChange(whose, (form: FormData) =>
    brandTenant(whose, tenant, {
      logo: branding.logo ?? null,
      primary: form.has("own-primary") ? textOf(form, "primary") : null,
      accent: form.has("own-accent") ? textOf(form, "accent") : null,
    }),
  );
  return (
    <Panel title="Look" note="On the agency's pages, within a second.">
      <Logo whose={whose} tenant={tenant} />
      <Form send="Save the colours" busy={changed.isPending} error={changed.error} onSend={changed.mutate}>
        <div className={row.two}>
          {COLOURS.map(({ name, label, hint, usual }) => (
            <div key={name}>
              <Field label={label} name={name} type="color" defaultValue={branding[name] ?? usual} hint={hint} className={styles.colour} />
              <Tick label="Wear it, instead of Tripwright's own" name={`own-${name}`} defaultChecked={Boolean(branding[name])} />
            </div>
          ))}
        </div>
      </Form>
    </Panel>
  );
}

function Logo({ whose, tenant }: Part) {
  const put = useTenantChange(whose, (file: File) => putLogo(whose, tenant, file));
  const removed = useTenantChange<undefined>(whose, () => removeLogo(whose, tenant));
  const address = logoAddress(tenant.branding.logo);
  const error = put.error ?? removed.error;
  return (
    <>
      <div className={row.row}>
        <div className={styles.logo}>{address === null ? <span className={styles.none}>no logo</span> : <img src={address} alt={`Logo of ${tenant.name}`} />}</div>
        <label className={clsx(buttons.button, buttons.soft)}>
          Choose a logo
          <input
            type="file"
            className="visually-hidden"
            accept="image/png,image/jpeg,image/webp,image/gif"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) put.mutate(file);
            }}
          />
        </label>
        {address !== null && (
          <Button onClick={() => removed.mutate(undefined)} disabled={removed.isPending}>
            Remove the logo
          </Button>
        )}
        <span className={row.small}>At most 2 MB; kept within 480 × 160.</span>
      </div>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
