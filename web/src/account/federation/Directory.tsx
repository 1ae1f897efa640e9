import { useTranslation } from "react-i18next";

import { useMutation } from "@tanstack/react-query";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import { type Entered, logInByDirectory, type Offered } from "../api";
import { Card, Form, secretOf, textOf } from "../Card";
import styles from "../Card.module.css";

interface Props {
  provider: Offered;
  onEntered: (answer: Entered) => void;
  onBack: () => void;
}

/** The name and password of an agency's own directory. */
export function Directory({ provider, onEntered, onBack }: Props) {
  const { t } = useTranslation("account");
  const entered = useMutation({
    mutationFn: (form: FormData) => logInByDirectory(provider.name, textOf(form, "login"), secretOf(form, "password")),
    onSuccess: onEntered,
  });
  return (
    <Card title={provider.label} lead={t("outside.directoryLead")}>
      <Form send={t("signIn")} busy={entered.isPending} error={entered.error} onSend={entered.mutate}>
        <Field label={t("outside.login")} name="login" autoComplete="username" required />
        <Field label={t("password")} name="password" type="password" autoComplete="current-password" required />
      </Form>
      <div className={styles.tools}>
        <Button look="quiet" onClick={onBack}>
          {t("outside.another")}
        </Button>
      </div>
    </Card>
  );
}
