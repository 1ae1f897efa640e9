import { useTranslation } from "react-i18next";

import { useMutation } from "@tanstack/react-query";

import { Field } from "@/ui/Field";

import { forgotPassword } from "./api";
import { Card, Form, textOf } from "./Card";

export function ForgotPage() {
  const { t } = useTranslation("account");
  const sent = useMutation({ mutationFn: (form: FormData) => forgotPassword(textOf(form, "email")) });
  if (sent.isSuccess) return <Card title={t("forgot.sent")} lead={sent.data.message} />;
  return (
    <Card title={t("forgot.title")} lead={t("forgot.lead")}>
      <Form send={t("forgot.send")} busy={sent.isPending} error={sent.error} onSend={sent.mutate}>
        <Field label={t("email")} name="email" type="email" autoComplete="username" required />
      </Form>
    </Card>
  );
}
