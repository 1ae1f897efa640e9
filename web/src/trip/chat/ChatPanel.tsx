import { useEffect, useRef } from "react";

import type { TripView } from "@/api/types";
import { isOver, type RunState } from "@/run/state";
import { ProblemNote, Trouble } from "@/ui/ProblemNote";

import type { TripActions } from "../useTrip";
import styles from "./ChatPanel.module.css";
import { Composer } from "./Composer";
import { messagesToShow, splitAtWish } from "./conversation";
import { MessageList } from "./MessageList";
import { ProgressCard } from "./ProgressCard";
import { QuestionCard } from "./QuestionCard";
import { Suggestions } from "./Suggestions";
import { Warnings } from "./Warnings";

interface Props {
  trip: TripView;
  run: RunState | null;
  actions: TripActions;
}

export function ChatPanel({ trip, run, actions }: Props) {
  const { send, edit, take, stop } = actions;
  const foot = useRef<HTMLDivElement>(null);
  const pending = send.isPending ? send.variables : null;
  const shown = messagesToShow(trip.messages, run, pending);
  const [before, after] = splitAtWish(shown);
  const busy = run !== null && !isOver(run.phase) && run.phase !== "waiting";
  const lastWish = trip.messages.findLast((message) => message.role === "traveller")?.text;
  const failure = send.error ?? edit.error ?? take.error ?? stop.error;
  const retry = lastWish !== undefined && !busy ? () => send.mutate(lastWish) : null;
  const grown = `${shown.length}/${run?.steps.length ?? 0}/${run?.phase ?? ""}/${Math.ceil((run?.text.length ?? 0) / 80)}`;
  useEffect(() => {
    foot.current?.scrollIntoView({ block: "end" });
  }, [grown]);

  return (
    <section className={styles.chat} aria-label="Conversation">
      <div className={styles.scroll}>
        <MessageList messages={before} />
        {run !== null && (run.steps.length > 0 || run.phase === "stopped") && <ProgressCard run={run} />}
        {after.length > 0 && <MessageList messages={after} />}
        {run !== null && <Warnings run={run} />}
        {run?.question != null && <QuestionCard question={run.question} sending={send.isPending} onAnswer={send.mutate} />}
        {run?.error != null && (
          <Trouble message={run.error.message} field={run.error.field ?? null} waysOut={run.error.ways_out}
            onChoose={(way, number) => {
              // What was solved is taken as it stands; any other way out is a thing to say.
              if (run.error?.offers[number] !== undefined) take.mutate({ run_id: run.runId, number });
              else send.mutate(way);
            }} />
        )}
        {failure !== null && <ProblemNote error={failure} onChoose={send.mutate} />}
        {!busy && run?.phase !== "waiting" && <Suggestions trip={trip} run={run} onChoose={send.mutate} onRetry={retry} />}
        <div ref={foot} />
      </div>
      <Composer busy={busy} waiting={run?.phase === "waiting"} sending={send.isPending}
        onSend={send.mutate} onStop={() => run !== null && stop.mutate(run.runId)} stopping={stop.isPending} />
    </section>
  );
}
