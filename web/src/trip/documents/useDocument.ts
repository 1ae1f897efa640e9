import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { type DocumentView, getDocument, listDocuments, type Step, stepsOf } from "./api";

const AGAIN_MS = 1500;

export function documentsQuery(tripId: string) {
  return { queryKey: ["documents", tripId], queryFn: () => listDocuments(tripId) };
}

export interface Progress {
  step: Step | null;
  done: number;
  total: number;
}

/** A document that is being made, followed step by step; a cut line is made up for by asking again. */
export function useDocument(first: DocumentView): { document: DocumentView; progress: Progress } {
  const queries = useQueryClient();
  const [heard, setHeard] = useState<Progress | null>(null);
  const key = ["document", first.id];
  const { data: document } = useQuery({
    queryKey: key,
    queryFn: () => getDocument(first.id),
    initialData: first,
    staleTime: 30_000,
    refetchInterval: ({ state }) => (isOpen(state.data) ? AGAIN_MS : false),
  });
  const open = isOpen(document);
  useEffect(() => {
    if (!open) return;
    const leaving = new AbortController();
    void follow(first, leaving.signal, setHeard).then(() => queries.invalidateQueries({ queryKey: ["document", first.id] }));
    return () => leaving.abort();
  }, [first, open, queries]);
  const known = { step: null, done: document.done, total: document.total };
  return { document, progress: heard !== null && heard.done >= document.done ? heard : known };
}

function isOpen(document: DocumentView | undefined): boolean {
  return document?.status === "queued" || document?.status === "running";
}

async function follow(document: DocumentView, left: AbortSignal, tell: (progress: Progress) => void): Promise<void> {
  try {
    for await (const event of stepsOf(document, left)) {
      if (event.type === "progress") tell({ step: event.step, done: event.done, total: event.total });
    }
  } catch {
    // The document itself is asked for again.
  }
}
