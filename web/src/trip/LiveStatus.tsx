import type { RunState } from "@/run/state";

import { NODE_WORDS } from "./chat/nodes";

/** Says aloud, once each, which step is at work and how it ended; never the text as it streams. */
export function LiveStatus({ run }: { run: RunState | null }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {run === null ? "" : sentence(run)}
    </p>
  );
}

function sentence(run: RunState): string {
  switch (run.phase) {
    case "queued":
      return "Your wish is in the queue.";
    case "working": {
      const step = run.steps.findLast((candidate) => candidate.status === "working");
      return step === undefined ? "Planning." : `${NODE_WORDS[step.node].doing}.`;
    }
    case "waiting":
      return `A question for you: ${run.question?.text ?? ""}`;
    case "done":
      return run.certificate?.valid === true ? "The plan is ready and certified." : "The plan is ready, with open points.";
    case "stopped":
      return "Stopped.";
    case "failed":
      return `It did not work out: ${run.error?.message ?? ""}`;
  }
}
