import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { factorsQuery, forgetTotp, type Profile, profileQuery, renewRecoveryCodes, type SignedIn, stepUp } from "../api";
import { Identities } from "../federation/Identities";
import { Passkeys } from "./Passkeys";
import { RecoveryCodes } from "./RecoveryCodes";
import { asksPassword, StepUp } from "./StepUp";
import { TotpSetup } from "./TotpSetup";

/** What a change of the factors answers, as far as it has more to say. */
export interface Changed {
  recovery_codes?: readonly string[];
  step_up_ticket?: string;
}

export function SecurityPage({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const [codes, setCodes] = useState<readonly string[]>([]);
  const queries = useQueryClient();
  const factors = useQuery(factorsQuery);
  const stronger = (answer: SignedIn) => queries.setQueryData(profileQuery.queryKey, answer.user);
  const raised = useMutation({ mutationFn: (ticket: string) => stepUp({ ticket }), onSuccess: stronger });
  const changed = async ({ recovery_codes = [], step_up_ticket = "" }: Changed = {}) => {
    if (recovery_codes.length > 0) setCodes(recovery_codes);
    if (step_up_ticket !== "") await raised.mutateAsync(step_up_ticket).catch(() => null); // shown below
    await Promise.all([queries.invalidateQueries(factorsQuery), queries.invalidateQueries({ queryKey: ["passkeys"] })]);
  };
  return (
    <>
      {codes.length > 0 && <RecoveryCodes codes={codes} onKept={() => setCodes([])} />}
      {raised.isError && !asksPassword(raised.error) && <ProblemNote error={raised.error} />}
      <Asked query={factors}>
        {(known) => (
          <>
            {!profile.strong && !raised.isPending && (known.totp || known.passkeys > 0) && <StepUp known={known} onDone={stronger} />}
            <Panel title={t("safe.app")} note={t("safe.appNote")} actions={known.totp && <span className={styles.good}>{t("safe.inUse")}</span>}>
              {known.totp ? <Totp onChanged={changed} /> : <TotpSetup onDone={changed} />}
            </Panel>
            <Panel title={t("safe.passkeys")} note={t("safe.passkeysNote")}>
              <Passkeys onChanged={changed} />
            </Panel>
            <Panel title={t("safe.codes")} note={t("safe.codesNote", { count: known.recovery_codes_left })}>
              <Renewal possible={known.totp || known.passkeys > 0} onRenewed={changed} />
            </Panel>
          </>
        )}
      </Asked>
      <Identities />
    </>
  );
}

function Totp({ onChanged }: { onChanged: () => Promise<void> }) {
  const { t } = useTranslation("account");
  const removed = useMutation({ mutationFn: forgetTotp, onSuccess: () => onChanged() });
  return (
    <>
      <div className={styles.row}>
        <Button onClick={() => removed.mutate()} disabled={removed.isPending}>
          {t("safe.removeApp")}
        </Button>
      </div>
      {removed.isError && <ProblemNote error={removed.error} />}
    </>
  );
}

function Renewal({ possible, onRenewed }: { possible: boolean; onRenewed: (made: Changed) => Promise<void> }) {
  const { t } = useTranslation("account");
  const renewed = useMutation({ mutationFn: renewRecoveryCodes, onSuccess: onRenewed });
  return (
    <>
      <div className={styles.row}>
        <Button onClick={() => renewed.mutate()} disabled={!possible || renewed.isPending}>
          {t("safe.renewCodes")}
        </Button>
        {!possible && <span className={styles.small}>{t("safe.codesLater")}</span>}
      </div>
      {renewed.isError && <ProblemNote error={renewed.error} />}
    </>
  );
}
