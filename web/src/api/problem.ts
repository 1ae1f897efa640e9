import i18next from "i18next";

import type { Problem } from "./types";

/** An answer of the API that is not a success, as RFC 9457 tells it; `status` 0 when none came. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.errors[0]?.message ?? problem.detail);
    this.name = "ApiProblem";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The field to mend, where the API names one. */
  get field(): string | null {
    return this.problem.errors[0]?.field ?? null;
  }
}

const BLANK: Problem = {
  type: "about:blank",
  title: "",
  status: 0,
  detail: "",
  instance: "",
  request_id: "",
  trace_id: "",
  errors: [],
  conflict: [],
  ways_out: [],
  since: [],
};

export function offlineProblem(): ApiProblem {
  return new ApiProblem({ ...BLANK, detail: i18next.t("errors:noConnection") });
}

/** Something that went wrong on this side of the wire, in a sentence of the page's own. */
export function ownProblem(detail: string): ApiProblem {
  return new ApiProblem({ ...BLANK, detail });
}

/** Whatever the server said, made one shape; a body that is no problem document gets a plain sentence. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  if (typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string") {
    return new ApiProblem({ ...BLANK, ...(body as Partial<Problem>), status });
  }
  return new ApiProblem({ ...BLANK, status, detail: i18next.t("errors:ours") });
}

export function sentenceOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : i18next.t("errors:ours");
}
