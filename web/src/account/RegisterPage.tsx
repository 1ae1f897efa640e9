import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Field, Tick } from "@/ui/Field";

import { type Offered, register, resendVerification } from "./api";
import { Card, Form, secretOf, textOf } from "./Card";
import { agreeTo, textsQuery } from "./data/api";
import { Providers } from "./federation/Providers";
import { mailLanguage } from "./languages";
import { LoginPage } from "./LoginPage";

export function RegisterPage() {
  const { t, i18n } = useTranslation("account");
  const [email, setEmail] = useState("");
  const [directory, setDirectory] = useState<Offered | null>(null);
  const { data: texts } = useQuery(textsQuery);
  const made = useMutation({
    mutationFn: async (form: FormData) => {
      setEmail(textOf(form, "email"));
      const told = await register({
        email: textOf(form, "email"),
        password: secretOf(form, "password"),
        first_name: textOf(form, "first_name"),
        last_name: textOf(form, "last_name"),
        // The page speaks fewer languages than our mails: where it fell back to English, the browser knows better.
        language: mailLanguage(i18n.language === "en" ? navigator.languages : [i18n.language]),
      });
      // Kept under the guest's name, which the account takes over when it is first signed in to from here.
      if (texts !== undefined) await agreeTo(texts).catch(() => null);
      return told;
    },
  });
  if (directory !== null) return <LoginPage through={directory} />;
  if (made.isSuccess) return <Sent message={made.data.message} email={email} />;
  const wrong = made.error instanceof ApiProblem ? made.error : null;
  const fault = (field: string) => (wrong?.field === field ? wrong.message : null);
  return (
    <Card title={t("register.title")} lead={t("register.lead")} foot={<Known />}>
      <Form send={t("register.send")} busy={made.isPending} error={wrong?.field != null ? null : made.error} onSend={made.mutate}>
        <Field label={t("firstName")} name="first_name" autoComplete="given-name" fault={fault("first_name")} />
        <Field label={t("lastName")} name="last_name" autoComplete="family-name" fault={fault("last_name")} />
        <Field label={t("email")} name="email" type="email" autoComplete="username" required fault={fault("email")} />
        <Field
          label={t("password")}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
          hint={t("register.hint")}
          fault={fault("password")}
        />
        <Tick label={<Agreement />} name="agreed" required />
      </Form>
      <Providers divided onDirectory={setDirectory} />
    </Card>
  );
}

function Agreement() {
  const { t } = useTranslation("account");
  return (
    <Trans t={t} i18nKey="register.agree"
      components={{ terms: <NewTab href="/terms" />, privacy: <NewTab href="/privacy" /> }} />
  );
}

/** A text that is read beside the form, which keeps what was written. */
function NewTab({ href, children }: { href: string; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function Known() {
  const { t } = useTranslation("account");
  return (
    <Trans t={t} i18nKey="register.known" components={{ a: <Link to="/account/$" params={{ _splat: "login" }} /> }} />
  );
}

function Sent({ message, email }: { message: string; email: string }) {
  const { t } = useTranslation("account");
  const again = useMutation({ mutationFn: () => resendVerification(email) });
  return (
    <Card title={t("forgot.sent")} lead={message}>
      <Button onClick={() => again.mutate()} disabled={again.isPending || again.isSuccess}>
        {again.isSuccess ? t("register.sentAgain") : t("register.again")}
      </Button>
    </Card>
  );
}
