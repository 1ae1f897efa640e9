import { useMutation, useQueryClient } from "@tanstack/react-query";

import { Form, secretOf } from "@/account/Card";
import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";
import { useState } from "react";

import { Panel } from "../ui/Panel";
import row from "../ui/Row.module.css";
import { type CapabilityState, forgetKey, putKey } from "./api";

/** Keys of providers' accounts: given here, kept sealed, and never shown again. */
export function Keys({ tenant, states }: { tenant: string; states: readonly CapabilityState[] }) {
  const queries = useQueryClient();
  const accounts = [...new Set(states.flatMap((state) => state.providers.map((provider) => provider.account)))].filter(Boolean).sort();
  const [chosen, setChosen] = useState("");
  const account = chosen || (accounts[0] ?? "");
  const [round, setRound] = useState(0);
  const onSuccess = async () => {
    setRound(round + 1);
    await queries.invalidateQueries({ queryKey: ["providers"] });
  };
  const put = useMutation({ mutationFn: (form: FormData) => putKey(tenant, account, secretOf(form, "key"), secretOf(form, "secret")), onSuccess });
  const forgotten = useMutation({ mutationFn: () => forgetKey(tenant, account), onSuccess });
  return (
    <Panel title="Keys" note="Kept sealed and never shown again. Without one of its own, the agency uses the platform's.">
      <Form key={round} send="Keep the key" busy={put.isPending} error={put.error} onSend={put.mutate}>
        <div className={row.two}>
          <Choice label="Account" value={account} onChange={(event) => setChosen(event.target.value)}>
            {accounts.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Choice>
          <Field label="Key" name="key" type="password" autoComplete="off" required maxLength={2000} />
          <Field label="Secret" name="secret" type="password" autoComplete="off" maxLength={2000} hint="Where the account has two." />
        </div>
      </Form>
      <div className={row.row}>
        <Button onClick={() => forgotten.mutate()} disabled={forgotten.isPending || account === ""}>
          Remove the key of {account}
        </Button>
        {put.isSuccess && <span className={row.said} role="status">The key is kept.</span>}
        {forgotten.isSuccess && <span className={row.said} role="status">The key is gone.</span>}
      </div>
      {forgotten.isError && <ProblemNote error={forgotten.error} />}
    </Panel>
  );
}
