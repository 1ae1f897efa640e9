import { useTranslation } from "react-i18next";

import { Field, Tick } from "@/ui/Field";

import styles from "../AccountPage.module.css";
import type { NewApiKey, Profile } from "../api";
import { Form, textOf } from "../Card";
import { MAY } from "./may";

interface Props {
  possible: Profile["permissions"];
  busy: boolean;
  error: unknown;
  onMake: (key: NewApiKey) => void;
}

const DAY_MS = 86_400_000;

export function NewKey({ possible, busy, error, onMake }: Props) {
  const { t } = useTranslation("account");
  const send = (form: FormData) => {
    const days = Number(textOf(form, "days"));
    onMake({
      name: textOf(form, "name"),
      scopes: possible.filter((permission) => form.get(permission) !== null),
      networks: textOf(form, "networks").split(/[\s,]+/).filter(Boolean),
      expires_at: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
    });
  };
  return (
    <Form send={t("keys.make")} busy={busy} error={error} onSend={send}>
      <Field label={t("keys.name")} name="name" maxLength={100} required hint={t("keys.nameHint")} />
      <fieldset className={styles.fieldset}>
        <legend>{t("keys.may")}</legend>
        {possible.map((permission) => (
          <Tick key={permission} label={t(MAY[permission])} name={permission} defaultChecked={permission === "read:itinerary"} />
        ))}
      </fieldset>
      <div className={styles.two}>
        <Field label={t("keys.networks")} name="networks" placeholder="203.0.113.0/24" hint={t("keys.networksHint")} />
        <Field label={t("keys.days")} name="days" type="number" min={1} max={3650} defaultValue={90} hint={t("keys.daysHint")} />
      </div>
    </Form>
  );
}
