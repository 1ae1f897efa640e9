import clsx from "clsx";
import type { TFunction } from "i18next";
import { Check, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";

import { formatSeconds } from "@/format/dates";
import { formatNumber } from "@/format/measures";
import { useLocale } from "@/i18n/useLocale";
import type { RunState, Step } from "@/run/state";
import { isOver } from "@/run/state";

import { NODE_ICONS } from "./nodes";
import styles from "./ProgressCard.module.css";

/** Who is at work on what, with the counts they report. Folds up when the run is over. */
export function ProgressCard({ run }: { run: RunState }) {
  const { t } = useTranslation("chat");
  const locale = useLocale();
  const over = isOver(run.phase) || run.proposal !== null;
  const seconds = run.steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);
  return (
    <details className={styles.card} open={!over} key={over ? "over" : "live"}>
      <summary className={styles.summary}>{over ? ended(run, seconds, locale, t) : t("progress.planning")}</summary>
      <ol className={styles.steps}>
        {run.steps.map((step) => (
          <StepRow key={step.node} step={step} halted={over} />
        ))}
      </ol>
    </details>
  );
}

function ended(run: RunState, seconds: number, locale: string, t: TFunction<"chat">): string {
  if (run.phase === "stopped") return t("progress.stopped");
  if (run.phase === "failed") return t("progress.failed");
  return seconds > 0 ? t("progress.plannedIn", { time: formatSeconds(seconds, locale) }) : t("progress.planned");
}

function StepRow({ step, halted }: { step: Step; halted: boolean }) {
  const { t } = useTranslation("chat");
  const locale = useLocale();
  const Icon = NODE_ICONS[step.node];
  const working = step.status === "working" && !halted;
  const { done, total } = step;
  return (
    <li className={clsx(styles.step, working && styles.working)}>
      <span className={styles.mark}>
        {working ? <LoaderCircle size={15} className={styles.spin} /> : step.status === "done" ? <Check size={15} /> : <Icon size={15} />}
      </span>
      <span className={styles.words}>
        <span>{working ? t(`node.${step.node}.doing`) : t(`node.${step.node}.done`)}</span>
        {step.message !== "" && <span className={styles.message} dir="auto">{step.message}</span>}
        {working && done !== null && total !== null && total > 0 && (
          <progress value={done} max={total} className={styles.progress} aria-label={t(`node.${step.node}.doing`)} />
        )}
      </span>
      <span className={styles.count}>
        {done !== null ? counted(done, total, locale) : step.seconds !== null ? formatSeconds(step.seconds, locale) : ""}
      </span>
    </li>
  );
}

function counted(done: number, total: number | null, locale: string): string {
  return total === null ? formatNumber(done, locale) : `${formatNumber(done, locale)}/${formatNumber(total, locale)}`;
}
