import { Form, textOf } from "@/account/Card";
import { Field, TextField } from "@/ui/Field";

import styles from "../ui/Row.module.css";
import { type Part, useTenantChange } from "./AgencyPage";
import { settleTenant } from "./api";
import { readTaxes, writtenTaxes } from "./taxes";

const ZONES = Intl.supportedValuesOf("timeZone");
const CURRENCIES = Intl.supportedValuesOf("currency");

/** Time zone, currency, answering time and taxes. */
export function SettingsForm({ whose, tenant }: Part) {
  const { settings } = tenant;
  const changed = useTenantChange(whose, (form: FormData) =>
    settleTenant(whose, tenant, {
      ...settings,
      timezone: textOf(form, "timezone"),
      currency: textOf(form, "currency").toUpperCase(),
      sla_h: Number(textOf(form, "sla_h")),
      taxes: readTaxes(textOf(form, "taxes")),
    }),
  );
  return (
    <Form send="Save the settings" busy={changed.isPending} error={changed.error} onSend={changed.mutate}>
      <div className={styles.two}>
        <Field label="Time zone" name="timezone" defaultValue={settings.timezone} list="zones" required />
        <Field label="Currency" name="currency" defaultValue={settings.currency} list="currencies" required maxLength={3} />
        <Field label="Enquiries are answered within hours" name="sla_h" type="number" min={1} max={720} defaultValue={settings.sla_h} required />
      </div>
      <TextField label="Taxes" name="taxes" rows={3} defaultValue={writtenTaxes(settings.taxes)} hint="One a line: its name, then its rate in percent: VAT 19 %." />
      <Options id="zones" values={ZONES} />
      <Options id="currencies" values={CURRENCIES} />
    </Form>
  );
}

function Options({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
