import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Form, textOf } from "@/account/Card";
import { useWho } from "@/account/who";
import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";

import { useIsPlatform, type Whose } from "../tenant";
import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import row from "../ui/Row.module.css";
import { Table } from "../ui/Table";
import { type LimitView, limitsQuery, setLimit, type Setting } from "./api";
import { usd } from "./figures";
import { Owner } from "./Owner";

const SCOPES = [
  { scope: "tenant", title: "A month of the agency" },
  { scope: "user", title: "A month of each user" },
  { scope: "run", title: "One run" },
] as const;

/** What may be spent: granted by the platform, set below that by the agency. */
export function Limits({ whose }: { whose: Whose }) {
  const [setting, setSetting] = useState(false);
  const limits = useQuery(limitsQuery(whose));
  const may = useWho()?.data?.permissions.includes("manage:users") ?? false;
  const action = may && (
    <Button onClick={() => setSetting(!setting)} aria-expanded={setting}>
      {setting ? "Close" : "Set a limit"}
    </Button>
  );
  return (
    <Panel title="Limits" note="In US dollars, from the next call on. An agency sets its own at most as high as the platform grants." actions={action}>
      {setting && <SettingForm whose={whose} onSet={() => setSetting(false)} />}
      <Answer query={limits}>
        {(found) => (
          <Table
            caption="Limits"
            rows={found}
            keyOf={(limit) => limit.scope + limit.key}
            columns={[
              { title: "Of what", cell: (limit) => <Owner name={limit.key} label={nameOf(limit)} /> },
              { title: "What holds", cell: (limit) => <strong>{amount(limit.limit_usd)}</strong>, figure: true },
              { title: "Set by the agency", cell: (limit) => amount(limit.own_usd, "nothing"), figure: true },
              { title: "Granted by the platform", cell: (limit) => amount(limit.granted_usd), figure: true },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}

function SettingForm({ whose, onSet }: { whose: Whose; onSet: () => void }) {
  const queries = useQueryClient();
  const platform = useIsPlatform();
  const [scope, setScope] = useState<LimitView["scope"]>("tenant");
  const set = useMutation({
    mutationFn: (form: FormData) => setLimit(whose, read(form, scope)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["costs"] });
      onSet();
    },
  });
  return (
    <Form send="Set the limit" busy={set.isPending} error={set.error} onSend={set.mutate}>
      <div className={row.two}>
        <Choice label="Of what" value={scope} onChange={(event) => setScope(event.target.value as LimitView["scope"])}>
          {SCOPES.map((one) => (
            <option key={one.scope} value={one.scope}>
              {one.title}
            </option>
          ))}
        </Choice>
        {scope === "user" && <Field label="One user alone" name="user" pattern="[0-9a-f\-]{36}" hint="Their id; empty: every user." />}
        <Field label="US dollars" name="usd" type="number" min={0} step={0.01} hint="Empty: as without this limit." />
        {platform && (
          <Choice label="As whom" name="as">
            <option value="agency">the agency, for itself</option>
            <option value="platform">the platform, as what it grants</option>
          </Choice>
        )}
      </div>
    </Form>
  );
}

function read(form: FormData, scope: LimitView["scope"]): Setting {
  return { scope, user: textOf(form, "user"), usd: textOf(form, "usd"), grant: textOf(form, "as") === "platform" };
}

function nameOf({ scope, key, label }: LimitView): string {
  return key === "" ? (SCOPES.find((one) => one.scope === scope)?.title ?? scope) : `A month of ${label || key}`;
}

function amount(value: string | null, none = "no limit"): string {
  return value === null ? none : usd(value);
}
