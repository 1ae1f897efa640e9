import { useTranslation } from "react-i18next";

import { useMutation } from "@tanstack/react-query";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { confirmTotp, enrolTotp } from "../api";
import { Form, textOf } from "../Card";
import type { Changed } from "./SecurityPage";

/** Scan, then prove by a code that the app has it. */
export function TotpSetup({ onDone }: { onDone: (made: Changed) => Promise<void> }) {
  const { t } = useTranslation("account");
  const enrolled = useMutation({ mutationFn: enrolTotp });
  const confirmed = useMutation({
    mutationFn: (form: FormData) => confirmTotp(textOf(form, "code")),
    onSuccess: onDone,
  });
  if (!enrolled.isSuccess) {
    return (
      <>
        <div className={styles.row}>
          <Button look="solid" onClick={() => enrolled.mutate()} disabled={enrolled.isPending}>
            {t("safe.setUp")}
          </Button>
        </div>
        {enrolled.isError && <ProblemNote error={enrolled.error} />}
      </>
    );
  }
  return (
    <>
      <p>{t("safe.scan")}</p>
      <img className={styles.qr} src={enrolled.data.picture} alt={t("safe.qr")} />
      <code className={styles.secret}>{enrolled.data.secret}</code>
      <Form send={t("confirm")} busy={confirmed.isPending} error={confirmed.error} onSend={confirmed.mutate}>
        <Field label={t("appCode")} name="code" inputMode="numeric" autoComplete="one-time-code" pattern="\d{6}" maxLength={6} required />
      </Form>
    </>
  );
}
