import { useTranslation } from "react-i18next";

import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";

import { verifyEmail } from "./api";
import { Card, Form } from "./Card";

/** Where the mail's link leads to; a click proves that a person follows it, which programs that open links do not. */
export function VerifyPage() {
  const { t } = useTranslation("account");
  const { token = "" } = useSearch({ strict: false });
  const verified = useMutation({ mutationFn: () => verifyEmail(token) });
  if (verified.isSuccess) {
    return (
      <Card title={t("verify.done")} lead={verified.data.message}>
        <Link to="/account/$" params={{ _splat: "login" }}>
          {t("signIn")}
        </Link>
      </Card>
    );
  }
  return (
    <Card title={t("verify.title")} lead={t("verify.lead")}>
      <Form send={t("confirm")} busy={verified.isPending} error={verified.error} onSend={() => verified.mutate()}>
        {null}
      </Form>
    </Card>
  );
}
