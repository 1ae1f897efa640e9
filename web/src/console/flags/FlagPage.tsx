import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";

import { Button } from "@/ui/Button";
import { Notice } from "@/ui/Notice";
import { ProblemNote } from "@/ui/ProblemNote";

import { useIsPlatform } from "../tenant";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { changeFlag, type Flag, flagsQuery, removeFlag, type Scope } from "./api";
import { State } from "./FlagsPage";
import styles from "./Flags.module.css";
import { Rollout } from "./Rollout";
import { RuleForm } from "./RuleForm";

export function FlagPage({ scope, name }: { scope: Scope; name: string }) {
  const flags = useQuery(flagsQuery(scope));
  return (
    <>
      <Link to="/console/$" params={{ _splat: "flags" }} className={styles.back}>
        <ArrowLeft size={16} aria-hidden /> All flags
      </Link>
      <Asked query={flags}>
        {(found) => {
          const flag = found.find((one) => one.key === name);
          if (flag === undefined) return <Notice title="There is no such flag">It may have been removed.</Notice>;
          return <Known scope={scope} flag={flag} />;
        }}
      </Asked>
    </>
  );
}

function Known({ scope, flag }: { scope: Scope; flag: Flag }) {
  const platform = useIsPlatform();
  const may = scope !== "everybody" || platform;
  return (
    <>
      <Panel title={flag.key} note={flag.description || "No description."} actions={may && <Switches scope={scope} flag={flag} />}>
        <p className={styles.row}>
          <State enabled={flag.enabled} /> {flag.percentage} % in the stage {flag.stage}, version {flag.version}
        </p>
      </Panel>
      <Rollout scope={scope} flag={flag} />
      {may && (
        <Panel title="Who gets it" note="Named people, agencies and roles first, then the share of everybody else.">
          <RuleForm key={flag.version} scope={scope} flag={flag} />
        </Panel>
      )}
    </>
  );
}

function Switches({ scope, flag }: { scope: Scope; flag: Flag }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const fresh = () => queries.invalidateQueries({ queryKey: ["flags"] });
  const turned = useMutation({ mutationFn: () => changeFlag(scope, flag, { enabled: !flag.enabled }), onSettled: fresh });
  const removed = useMutation({
    mutationFn: () => removeFlag(scope, flag),
    onSuccess: async () => {
      await navigate({ to: "/console/$", params: { _splat: "flags" } });
      await fresh();
    },
  });
  const error = turned.error ?? removed.error;
  return (
    <>
      <Button look={flag.enabled ? "soft" : "solid"} onClick={() => turned.mutate()} disabled={turned.isPending}>
        {flag.enabled ? "Switch off" : "Switch on"}
      </Button>
      <Button
        onClick={() => {
          if (window.confirm(`Remove ${flag.key}? Nobody has the feature then.`)) removed.mutate();
        }}
        disabled={removed.isPending}
      >
        Remove
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
