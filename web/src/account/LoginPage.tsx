import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/ProblemNote";

import { type Entered, type HalfSignedIn, linkIdentity, logIn, logInByPasskey, type Offered, passkeyLoginOptions, type SignedIn } from "./api";
import { Card, Form, secretOf, textOf } from "./Card";
import styles from "./Card.module.css";
import { useEntrance } from "./entrance";
import { Directory } from "./federation/Directory";
import { Providers } from "./federation/Providers";
import { canUsePasskeys, showPasskey } from "./passkeys";
import { SecondFactor } from "./SecondFactor";

interface Props {
  /** Why a sign-in begun elsewhere came to nothing. */
  trouble?: string;
  /** A first factor that was shown elsewhere. */
  begun?: HalfSignedIn | null;
  /** An outside identity that waits for its account to say that they are one. */
  ticket?: string;
  /** The directory that was chosen on another page. */
  through?: Offered | null;
}

export function LoginPage({ trouble = "", begun = null, ticket = "", through = null }: Props) {
  const { t } = useTranslation("account");
  const [half, setHalf] = useState(begun);
  const [linking, setLinking] = useState(ticket);
  const [directory, setDirectory] = useState(through);
  const enter = useEntrance();
  const finished = useMutation({
    mutationFn: async (answer: SignedIn) => {
      if (linking !== "") await linkIdentity(linking);
      return answer;
    },
    onSuccess: enter,
  });
  const go = (answer: Entered) => {
    if ("access_token" in answer) finished.mutate(answer);
    else if ("link_ticket" in answer) {
      setLinking(answer.link_ticket);
      setDirectory(null);
    } else setHalf(answer);
  };
  if (half !== null) return <SecondFactor half={half} failure={finished.error} onEntered={finished.mutate} onBack={() => setHalf(null)} />;
  if (directory !== null) return <Directory provider={directory} onEntered={go} onBack={() => setDirectory(null)} />;
  return linking === "" ? (
    <Card title={t("login.title")} lead={t("login.lead")} foot={<Newcomer />}>
      {trouble !== "" && <Trouble message={trouble} field={null} waysOut={[]} />}
      <Ways failure={finished.error} onEntered={go} />
      <Providers divided={!canUsePasskeys()} onDirectory={setDirectory} />
    </Card>
  ) : (
    <Card title={t("login.linkTitle")} lead={t("login.linkLead")}>
      <Ways failure={finished.error} onEntered={go} />
    </Card>
  );
}

/** Password or passkey. */
function Ways({ failure, onEntered }: { failure: unknown; onEntered: (answer: Entered) => void }) {
  const { t } = useTranslation("account");
  const password = useMutation({
    mutationFn: (form: FormData) => logIn(textOf(form, "email"), secretOf(form, "password")),
    onSuccess: onEntered,
  });
  const passkey = useMutation({
    mutationFn: async () => logInByPasskey(await showPasskey((await passkeyLoginOptions()).public_key)),
    onSuccess: onEntered,
  });
  return (
    <>
      <Form send={t("signIn")} busy={password.isPending} error={password.error ?? passkey.error ?? failure} onSend={password.mutate}>
        <Field label={t("email")} name="email" type="email" autoComplete="username webauthn" required />
        <Field label={t("password")} name="password" type="password" autoComplete="current-password" required />
      </Form>
      <div className={styles.tools}>
        <Link to="/account/$" params={{ _splat: "forgot" }}>
          {t("login.forgotten")}
        </Link>
      </div>
      {canUsePasskeys() && (
        <>
          <span className={styles.or}>{t("or")}</span>
          <Button onClick={() => passkey.mutate()} disabled={passkey.isPending}>
            <KeyRound size={16} aria-hidden />
            {t("login.passkey")}
          </Button>
        </>
      )}
    </>
  );
}

function Newcomer() {
  const { t } = useTranslation("account");
  const { next } = useSearch({ strict: false });
  return (
    <Trans t={t} i18nKey="login.newcomer"
      components={{ a: <Link to="/account/$" params={{ _splat: "register" }} search={next === undefined ? {} : { next }} /> }} />
  );
}
