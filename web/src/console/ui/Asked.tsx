import type { UseQueryResult } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./Asked.module.css";

interface Props<T> {
  query: UseQueryResult<T>;
  /** Whether the answer holds nothing to show, and what to say then. */
  empty?: (data: T) => boolean;
  nothing?: string;
  /** How many grey lines stand for what is on its way. */
  lines?: number;
  children: (data: T) => ReactNode;
}

/** What was asked of the server, in each of its states: on its way, failed, empty, there. */
export function Asked<T>({ query, empty, nothing, lines = 4, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.isPending) return <Waiting lines={lines} />;
  if (query.isError) return <Failed query={query} />;
  if (empty?.(query.data)) return <Nothing>{nothing ?? t("nothing")}</Nothing>;
  return children(query.data);
}

export function Waiting({ lines }: { lines: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.waiting} role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}

function Failed<T>({ query }: { query: UseQueryResult<T> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.failed}>
      <ProblemNote error={query.error} />
      <Button onClick={() => void query.refetch()}>{t("tryAgain")}</Button>
    </div>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className={styles.nothing}>
      <Inbox size={20} aria-hidden />
      {children}
    </p>
  );
}
