import { GitPullRequestArrow, TriangleAlert, Wrench } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem, sentenceOf } from "@/api/problem";
import { listed, type WayOut } from "@/api/types";
import type { RunState } from "@/run/state";
import { Button } from "@/ui/Button";

import { useTripContext } from "../context";
import { useEditing } from "./context";
import type { Draft } from "./draft";
import { WaysOut } from "./WaysOut";
import styles from "./PendingBar.module.css";
import { SideSwitch } from "./SideSwitch";

/** At the foot of the plan: what a change of one's own waits for. */
export function PendingBar({ run }: { run: RunState | null }) {
  const { trip, draft, proposal, stale, error } = useEditing();
  if (stale !== null) return <StaleBar />;
  if (draft?.dropped === true && (draft.phase === "breaks" || draft.phase === "refused")) return <BrokenBar draft={draft} />;
  if (error !== null) return <ErrorBar error={error} />;
  if (run?.error != null && trip?.run?.id === run.runId && trip.version > 0) return <RefusedBar run={run} />;
  if (proposal?.diff != null) return <ProposalBar />;
  return null;
}

/** An arrangement that does not hold is not lost: it stays on screen until it is mended or left. */
function BrokenBar({ draft }: { draft: Draft }) {
  const { t } = useTranslation("edit");
  const { tools } = useEditing();
  const bar = useLead();
  const said = draft.refusal === null ? draft.broken.map((one) => one.message) : [sentenceOf(draft.refusal)];
  const more = draft.refusal instanceof ApiProblem ? draft.refusal.problem.ways_out : [];
  return (
    <section ref={bar} tabIndex={-1} className={styles.bar} role="alert" aria-labelledby="broken">
      <h3 id="broken">
        <TriangleAlert size={17} />
        {t("broken.title")}
      </h3>
      <ul className={styles.said} dir="auto">
        {said.slice(0, 4).map((message) => (
          <li key={message}>{message}</li>
        ))}
        {more.map((way) => (
          <li key={way}>{t("broken.perhaps", { way })}</li>
        ))}
      </ul>
      {draft.phase === "breaks" && <Repairs offers={draft.offers} onTake={tools.take} />}
      <div className={styles.actions}>
        <Button onClick={tools.leave}>{t("broken.leave")}</Button>
      </div>
    </section>
  );
}

function Repairs({ offers, onTake }: { offers: Draft["offers"]; onTake: (offer: WayOut) => void }) {
  const { t } = useTranslation("edit");
  if (offers === null) {
    return (
      <p className={styles.busy} aria-busy="true">
        <Wrench size={15} />
        {t("broken.mending")}
      </p>
    );
  }
  if (offers.length === 0) return <p className={styles.busy}>{t("broken.none")}</p>;
  return <WaysOut title={t("broken.repair")} offers={offers} onTake={(number) => offers[number] !== undefined && onTake(offers[number])} />;
}

/** Somebody else was quicker: what one wanted is kept, beside what has changed. */
function StaleBar() {
  const { t } = useTranslation("edit");
  const { stale, send, forget } = useEditing();
  const bar = useLead();
  if (stale === null) return null;
  return (
    <section ref={bar} tabIndex={-1} className={styles.bar} role="alert" aria-labelledby="stale">
      <h3 id="stale">
        <GitPullRequestArrow size={17} />
        {t("stale.title")}
      </h3>
      <ul className={styles.said} dir="auto">
        {stale.since.map(({ version, by, what }) => (
          <li key={version}>{by === "" ? what.join(" ") : t("stale.by", { by, what: what.join(" ") })}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button look="solid" onClick={() => send(stale.command)}>{t("stale.again")}</Button>
        <Button look="quiet" onClick={forget}>{t("stale.leave")}</Button>
      </div>
    </section>
  );
}

function ErrorBar({ error }: { error: Error }) {
  const { t } = useTranslation(["edit", "common"]);
  const { forget } = useEditing();
  return (
    <section className={styles.bar} role="alert">
      <p className={styles.busy} dir="auto">
        <TriangleAlert size={16} />
        {sentenceOf(error)}
      </p>
      <div className={styles.actions}>
        <Button onClick={forget}>{t("common:close")}</Button>
      </div>
    </section>
  );
}

/** A change that could not be made, where the plan is looked at; the conversation tells the same. */
function RefusedBar({ run }: { run: RunState }) {
  const { t } = useTranslation("edit");
  const { editable } = useTripContext();
  const { send } = useEditing();
  const { error } = run;
  if (error === null || !editable) return null;
  return (
    <section className={styles.bar} aria-labelledby="refused">
      <h3 id="refused">
        <TriangleAlert size={17} />
        {t("whyNot.title")}
      </h3>
      <p dir="auto">{error.message}</p>
      <WaysOut title={t("whyNot.ways")} offers={listed(error.offers)} onTake={(number) => send({ kind: "offer", runId: run.runId, number })} />
    </section>
  );
}

function ProposalBar() {
  const { t } = useTranslation("edit");
  const { side } = useEditing();
  return (
    <section className={styles.slim} aria-label={t("proposal.title")}>
      <span>{side === "after" ? t("side.showsAfter") : t("side.showsBefore")}</span>
      <SideSwitch />
    </section>
  );
}

/** Whoever has just used the keyboard is led to what waits for an answer; whoever writes or points is left alone. */
function useLead() {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const { activeElement: at } = document;
    if (at?.matches(":focus-visible") === true && !at.matches("input, textarea, select")) bar.current?.focus();
  }, []);
  return bar;
}
