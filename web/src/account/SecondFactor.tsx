import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import { factorOptions, type HalfSignedIn, showFactor, type SignedIn } from "./api";
import { Card, Form, textOf } from "./Card";
import styles from "./Card.module.css";
import { canUsePasskeys, showPasskey } from "./passkeys";

interface Props {
  half: HalfSignedIn;
  /** What went wrong after the factor held. */
  failure?: unknown;
  onEntered: (answer: SignedIn) => void;
  onBack: () => void;
}

/** The second step: a code of the app, a passkey, or one of the recovery codes. */
export function SecondFactor({ half, failure = null, onEntered, onBack }: Props) {
  const { t } = useTranslation("account");
  const [recovering, setRecovering] = useState(!half.second_factor.includes("totp"));
  const code = useMutation({
    mutationFn: (form: FormData) => {
      const shown = textOf(form, "code");
      return showFactor(half.ticket, recovering ? { recovery_code: shown } : { code: shown });
    },
    onSuccess: onEntered,
  });
  const passkey = useMutation({
    mutationFn: async () => {
      const options = await factorOptions(half.ticket);
      return showFactor(half.ticket, { credential: await showPasskey(options.public_key) });
    },
    onSuccess: onEntered,
  });
  const hasPasskey = half.second_factor.includes("passkey") && canUsePasskeys();
  const first = hasPasskey && !half.second_factor.includes("totp");
  const button = hasPasskey && (
    <Button look={first ? "solid" : "soft"} onClick={() => passkey.mutate()} disabled={passkey.isPending}>
      <KeyRound size={16} aria-hidden />
      {t("passkey.use")}
    </Button>
  );
  return (
    <Card title={t("second.title")} lead={first ? t("second.passkey") : recovering ? t("second.recovery") : t("second.app")}>
      {first && button}
      <Form send={t("second.on")} busy={code.isPending} error={code.error ?? passkey.error ?? failure} onSend={code.mutate}>
        {recovering ? (
          <Field key="recovery" label={t("recoveryCode")} name="code" autoComplete="off" required />
        ) : (
          <Field key="code" label={t("second.code")} name="code" inputMode="numeric" autoComplete="one-time-code" pattern="\d{6}" maxLength={6} required />
        )}
      </Form>
      {!first && button}
      <div className={styles.tools}>
        {half.second_factor.includes("totp") && (
          <Button look="quiet" onClick={() => setRecovering(!recovering)}>
            {recovering ? t("useApp") : t("useRecovery")}
          </Button>
        )}
        <Button look="quiet" onClick={onBack}>
          {t("second.back")}
        </Button>
      </div>
    </Card>
  );
}
