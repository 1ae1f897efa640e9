import { lazy, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { TripView } from "@/api/types";
import { isOver, type RunState } from "@/run/state";
import { Part } from "@/ui/Part";
import { ProblemNote } from "@/ui/ProblemNote";

import type { TripActions } from "../useTrip";
import styles from "./ChatPanel.module.css";
import { Composer } from "./Composer";
import { messagesToShow, splitAtWish } from "./conversation";
import { MessageList } from "./MessageList";
import { ProgressCard } from "./ProgressCard";
import { QuestionCard } from "./QuestionCard";
import { Suggestions } from "./Suggestions";
import { Warnings } from "./Warnings";

const ProposalCard = lazy(() => import("../edit/ProposalCard"));
const WhyNot = lazy(() => import("../edit/WhyNot"));

interface Props {
  trip: TripView;
  run: RunState | null;
  actions: TripActions;
}

export function ChatPanel({ trip, run, actions }: Props) {
  const { t } = useTranslation("chat");
  const { send, take, stop } = actions;
  const foot = useRef<HTMLDivElement>(null);
  const pending = send.isPending ? send.variables : null;
  const shown = messagesToShow(trip.messages, run, pending);
  const [before, after] = splitAtWish(shown);
  const busy = run !== null && !isOver(run.phase) && run.phase !== "waiting";
  const free = !busy && run?.phase !== "waiting" && trip.access !== "viewer";
  const lastWish = trip.messages.findLast((message) => message.role === "traveller")?.text;
  const failure = send.error ?? take.error ?? stop.error;
  const retry = lastWish !== undefined && !busy ? () => send.mutate(lastWish) : null;
  const grown = `${shown.length}/${run?.steps.length ?? 0}/${run?.phase ?? ""}/${Math.ceil((run?.text.length ?? 0) / 80)}`;
  useEffect(() => {
    foot.current?.scrollIntoView({ block: "end" });
  }, [grown]);

  return (
    <section className={styles.chat} aria-label={t("conversation")}>
      <div className={styles.scroll}>
        <MessageList messages={before} trip={trip} editable={free} />
        {run !== null && (run.steps.length > 0 || run.phase === "stopped") && <ProgressCard run={run} />}
        {after.length > 0 && <MessageList messages={after} trip={trip} editable={free} />}
        {run !== null && <Warnings run={run} />}
        {run?.question != null && <QuestionCard question={run.question} sending={send.isPending} onAnswer={send.mutate} />}
        <Part>
          {run?.proposal != null && <ProposalCard />}
          {run?.error != null && (
            <WhyNot error={run.error} onSay={send.mutate} onTake={(number) => take.mutate({ run_id: run.runId, number })} />
          )}
        </Part>
        {failure !== null && <ProblemNote error={failure} onChoose={send.mutate} />}
        {!busy && run?.phase !== "waiting" && <Suggestions trip={trip} run={run} onRetry={retry} />}
        <div ref={foot} />
      </div>
      <Composer busy={busy} waiting={run?.phase === "waiting"} sending={send.isPending}
        onSend={send.mutate} onStop={() => run !== null && stop.mutate(run.runId)} stopping={stop.isPending} />
    </section>
  );
}
