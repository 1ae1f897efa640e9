import clsx from "clsx";
import { Check, LoaderCircle } from "lucide-react";

import type { RunState, Step } from "@/run/state";
import { isOver } from "@/run/state";

import { NODE_WORDS } from "./nodes";
import styles from "./ProgressCard.module.css";

/** Who is at work on what, with the counts they report. Folds up when the run is over. */
export function ProgressCard({ run }: { run: RunState }) {
  const over = isOver(run.phase);
  const seconds = run.steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);
  return (
    <details className={styles.card} open={!over} key={over ? "over" : "live"}>
      <summary className={styles.summary}>{over ? ended(run, seconds) : "Planning your trip"}</summary>
      <ol className={styles.steps}>
        {run.steps.map((step) => (
          <StepRow key={step.node} step={step} halted={over} />
        ))}
      </ol>
    </details>
  );
}

function ended(run: RunState, seconds: number): string {
  if (run.phase === "stopped") return "Stopped by you";
  if (run.phase === "failed") return "Could not be finished";
  return seconds > 0 ? `Planned in ${seconds.toFixed(1)} s` : "Planned";
}

function StepRow({ step, halted }: { step: Step; halted: boolean }) {
  const words = NODE_WORDS[step.node];
  const working = step.status === "working" && !halted;
  const { done, total } = step;
  return (
    <li className={clsx(styles.step, working && styles.working)}>
      <span className={styles.mark}>
        {working ? <LoaderCircle size={15} className={styles.spin} /> : step.status === "done" ? <Check size={15} /> : <words.icon size={15} />}
      </span>
      <span className={styles.words}>
        <span>{working ? words.doing : words.done}</span>
        {step.message !== "" && <span className={styles.message}>{step.message}</span>}
        {working && done !== null && total !== null && total > 0 && (
          <progress value={done} max={total} className={styles.progress} aria-label={words.doing} />
        )}
      </span>
      <span className={styles.count}>
        {done !== null ? (total === null ? done : `${done}/${total}`) : step.seconds !== null ? `${step.seconds.toFixed(1)} s` : ""}
      </span>
    </li>
  );
}
