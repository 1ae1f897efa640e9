import { QueryClient } from "@tanstack/react-query";

import { ApiProblem } from "./problem";

/** What this page has of the server's answers. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server has decided (4xx) it decides again; only silence and 5xx are worth another try.
      retry: (failures, error) => failures < 3 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      staleTime: 5_000,
    },
  },
});
