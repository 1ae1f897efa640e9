import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { ArrowUp, RefreshCw } from "lucide-react";
import { useState } from "react";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../costs/Costs.module.css";
import { count, milliseconds, share, usd } from "../costs/figures";
import { useTenantId } from "../tenant";
import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import {
  type CapabilitySettings,
  type CapabilityState,
  forgetSettings,
  providersQuery,
  type ProviderState,
  putSettings,
  type ServiceUse,
  tryProvider,
  usageQuery,
} from "./api";
import { earlier, switched } from "./change";
import { Keys } from "./Keys";
import { SettingsForm } from "./SettingsForm";

const NAMES: Readonly<Record<string, string>> = { llm: "language models" };

/** Every capability with its providers in the order they are asked, and the switches. */
export default function ProvidersPage() {
  return <Capabilities tenant={useTenantId()} />;
}

function Capabilities({ tenant }: { tenant: string }) {
  const [search, setSearch] = useState("");
  const query = useQuery(providersQuery(tenant));
  const used = useQuery(usageQuery(tenant));
  return (
    <>
      <div className={styles.controls}>
        <Field label="Capability or provider" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
        <Button onClick={() => void query.refetch()} disabled={query.isFetching}>
          <RefreshCw size={16} aria-hidden /> {query.isFetching ? "Testing …" : "Test all now"}
        </Button>
      </div>
      <Answer query={query} lines={10}>
        {(found) => (
          <>
            {found.filter((state) => fits(state, search)).map((state) => (
              <Capability key={state.name} tenant={tenant} state={state} used={used.data?.services ?? []} />
            ))}
            <Keys tenant={tenant} states={found} />
          </>
        )}
      </Answer>
    </>
  );
}

/** Whether its name, or that of one of its providers, holds what was looked for. */
function fits(state: CapabilityState, search: string): boolean {
  const names = [state.name, NAMES[state.name] ?? "", ...state.providers.map((provider) => provider.name)];
  return names.some((name) => name.replaceAll(/[-_]/g, " ").includes(search.trim().toLowerCase().replaceAll(/[-_]/g, " ")));
}

function Capability({ tenant, state, used }: { tenant: string; state: CapabilityState; used: readonly ServiceUse[] }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (settings: CapabilitySettings) => putSettings(tenant, state.name, settings),
    onSuccess: () => client.invalidateQueries({ queryKey: ["providers", tenant] }),
  });
  const back = useMutation({
    mutationFn: () => forgetSettings(tenant, state.name),
    onSuccess: () => client.invalidateQueries({ queryKey: ["providers", tenant] }),
  });
  return (
    <Panel title={NAMES[state.name] ?? state.name.replaceAll("_", " ")} note={`${state.kind}; asked from the top, the last 24 hours`}>
      {(change.error ?? back.error) !== null && <ProblemNote error={change.error ?? back.error} />}
      <Table
        caption={`Providers of ${state.name}`}
        rows={state.providers}
        keyOf={(provider) => provider.name}
        columns={[
          { title: "Provider", cell: (provider) => <Named provider={provider} /> },
          { title: "State", cell: (provider) => <State provider={provider} /> },
          { title: "Test", cell: (provider) => <Try tenant={tenant} capability={state.name} provider={provider.name} /> },
          { title: "Breaker", cell: (provider) => <span className={clsx(provider.breaker !== "closed" && styles.bad)}>{provider.breaker}</span> },
          { title: "Asked", cell: (provider) => count(provider.asked), figure: true },
          { title: "Errors", cell: (provider) => share(provider.success === null ? null : 1 - provider.success), figure: true },
          { title: "Latency", cell: (provider) => milliseconds(provider.latency_ms), figure: true },
          { title: "Cost", cell: (provider) => costOf(used, state.name, provider.name), figure: true },
          {
            title: "Change",
            cell: (provider) => (
              <Switches
                provider={provider}
                on={!state.settings.disabled.includes(provider.name)}
                busy={change.isPending}
                onSwitch={(on) => change.mutate(switched(state, provider.name, on))}
                onEarlier={() => change.mutate(earlier(state, provider.name))}
              />
            ),
          },
        ]}
      />
      <details className={styles.behind}>
        <summary>Configure</summary>
        <SettingsForm settings={state.settings} busy={change.isPending} onSave={change.mutate} />
        <Button look="quiet" disabled={back.isPending} onClick={() => back.mutate()}>
          Back to what holds without these settings
        </Button>
      </details>
    </Panel>
  );
}

function Named({ provider }: { provider: ProviderState }) {
  return (
    <>
      {provider.name}
      <div className={styles.small}>{provider.embedded ? "embedded" : provider.account ? `needs the key of ${provider.account}` : "needs no key"}</div>
    </>
  );
}

function State({ provider }: { provider: ProviderState }) {
  if (!provider.enabled) return <span className={styles.small}>off</span>;
  if (provider.healthy === false) return <span className={styles.bad}>not healthy</span>;
  return <span className={styles.good}>{provider.healthy === null ? "on" : "healthy"}</span>;
}

/** Asks one provider now; what came of it stands beside it until the next try. */
function Try({ tenant, capability, provider }: { tenant: string; capability: string; provider: string }) {
  const client = useQueryClient();
  const tried = useMutation({
    mutationFn: () => tryProvider(tenant, capability, provider),
    onSettled: () => client.invalidateQueries({ queryKey: ["providers", "usage", tenant] }),
  });
  return (
    <>
      <Button disabled={tried.isPending} onClick={() => tried.mutate()} aria-label={`Test now: ${provider} of ${capability}`}>
        {tried.isPending ? "Asking …" : "Test now"}
      </Button>
      {tried.isSuccess && (
        <div className={clsx(styles.small, styles.result)} role="status">
          <span className={tried.data.ok ? styles.good : styles.bad}>{tried.data.ok ? "could serve" : tried.data.outcome}</span>, {milliseconds(tried.data.latency_ms)}
          {tried.data.error !== "" && <div>{tried.data.error}</div>}
        </div>
      )}
      {tried.isError && <ProblemNote error={tried.error} />}
    </>
  );
}

interface SwitchesProps {
  provider: ProviderState;
  on: boolean;
  busy: boolean;
  onSwitch: (on: boolean) => void;
  onEarlier: () => void;
}

function Switches({ provider, on, busy, onSwitch, onEarlier }: SwitchesProps) {
  return (
    <div className={styles.segments}>
      <Button look="quiet" disabled={busy} onClick={() => onSwitch(!on)} aria-label={`${on ? "Disable" : "Enable"} ${provider.name}`}>
        {on ? "Disable" : "Enable"}
      </Button>
      <Button look="quiet" disabled={busy} onClick={onEarlier} aria-label={`Ask ${provider.name} earlier`}>
        <ArrowUp size={15} aria-hidden />
      </Button>
    </div>
  );
}

function costOf(used: readonly ServiceUse[], service: string, provider: string): string {
  const mine = used.filter((one) => one.service === service && one.provider === provider);
  if (mine.length === 0) return "–";
  const unknown = mine.reduce((sum, one) => sum + one.cost_unknown, 0);
  const known = usd(mine.reduce((sum, one) => sum + Number(one.cost_usd), 0));
  return unknown > 0 ? `${known} + ${count(unknown)} unknown` : known;
}
