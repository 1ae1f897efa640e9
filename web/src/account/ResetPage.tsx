import { useTranslation } from "react-i18next";

import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";

import { Field } from "@/ui/Field";

import { resetPassword } from "./api";
import { Card, Form, secretOf } from "./Card";

/** Where the mail's link leads to. */
export function ResetPage() {
  const { t } = useTranslation("account");
  const { token = "" } = useSearch({ strict: false });
  const changed = useMutation({ mutationFn: (form: FormData) => resetPassword(token, secretOf(form, "password")) });
  if (changed.isSuccess) {
    return (
      <Card title={t("reset.done")} lead={changed.data.message}>
        <Link to="/account/$" params={{ _splat: "login" }}>
          {t("signIn")}
        </Link>
      </Card>
    );
  }
  return (
    <Card title={t("reset.title")} lead={t("reset.lead")}>
      <Form send={t("changePassword")} busy={changed.isPending} error={changed.error} onSend={changed.mutate}>
        <Field label={t("newPassword")} name="password" type="password" autoComplete="new-password" minLength={10} required hint={t("tenCharacters")} />
      </Form>
    </Card>
  );
}
