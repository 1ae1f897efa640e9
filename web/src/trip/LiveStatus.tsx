import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { RunState } from "@/run/state";

/** Says aloud, once each, which step is at work and how it ended; never the text as it streams. */
export function LiveStatus({ run }: { run: RunState | null }) {
  const { t } = useTranslation(["chat", "edit"]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {run === null ? "" : sentence(run, t)}
    </p>
  );
}

function sentence(run: RunState, t: TFunction<["chat", "edit"]>): string {
  switch (run.phase) {
    case "queued":
      return t("status.queued");
    case "working": {
      const step = run.steps.findLast((candidate) => candidate.status === "working");
      return step === undefined ? t("status.planning") : t(`node.${step.node}.doing`);
    }
    case "waiting":
      if (run.proposal !== null) return t("edit:status.proposed", { said: run.proposal.said });
      return t("status.waiting", { question: run.question?.text ?? "" });
    case "done":
      return run.certificate?.valid === true ? t("status.certified") : t("status.open");
    case "declined":
      return t("edit:status.declined");
    case "stopped":
      return t("status.stopped");
    case "failed":
      return t("status.failed", { why: run.error?.message ?? "" });
  }
}
