import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Panel } from "@/console/ui/Panel";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import styles from "../AccountPage.module.css";
import { type SecondFactors, type SignedIn, stepUp, stepUpOptions } from "../api";
import { Form, secretOf, textOf } from "../Card";
import { canUsePasskeys, showPasskey } from "../passkeys";

type Way = "totp" | "passkey" | "recovery";
const SEND = { totp: "confirm", passkey: "passkey.use", recovery: "confirm" } as const;
const OTHER = { totp: "useApp", passkey: "passkey.use", recovery: "useRecovery" } as const;

/** This session shows its second factor, so that nobody need sign in anew to change anything, or for the console. */
export function StepUp({ known, onDone }: { known: SecondFactors; onDone: (answer: SignedIn) => void }) {
  const { t } = useTranslation("account");
  const ways = waysOf(known);
  const [way, setWay] = useState<Way>(ways[0] ?? "recovery");
  const [withPassword, setWithPassword] = useState(false);
  const shown = useMutation({
    mutationFn: async (form: FormData) => stepUp({ ...(await proof(way, form)), current_password: secretOf(form, "password") }),
    onSuccess: onDone,
    onError: (error) => {
      if (asksPassword(error)) setWithPassword(true);
    },
  });
  return (
    <Panel title={t("safe.step")} note={t("safe.stepNote")}>
      <Form send={t(SEND[way])} busy={shown.isPending} error={shown.error} onSend={shown.mutate}>
        {way === "totp" && <Field label={t("appCode")} name="code" inputMode="numeric" autoComplete="one-time-code" pattern="\d{6}" maxLength={6} required />}
        {way === "recovery" && <Field label={t("recoveryCode")} name="recovery" autoComplete="off" required />}
        {withPassword && <Field label={t("yourPassword")} name="password" type="password" autoComplete="current-password" required />}
      </Form>
      <div className={styles.row}>
        {ways.filter((other) => other !== way).map((other) => (
          <Button key={other} look="quiet" onClick={() => setWay(other)}>
            {t(OTHER[other])}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

export function asksPassword(error: unknown): boolean {
  return error instanceof ApiProblem && error.field === "current_password";
}

function waysOf(known: SecondFactors): Way[] {
  const ways: Way[] = [];
  if (known.totp) ways.push("totp");
  if (known.passkeys > 0 && canUsePasskeys()) ways.push("passkey");
  if (known.recovery_codes_left > 0) ways.push("recovery");
  return ways;
}

async function proof(way: Way, form: FormData): Promise<Parameters<typeof stepUp>[0]> {
  if (way === "passkey") return { credential: await showPasskey((await stepUpOptions()).public_key) };
  return way === "totp" ? { code: textOf(form, "code") } : { recovery_code: textOf(form, "recovery") };
}
