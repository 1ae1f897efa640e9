import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { addComment, chooseMails, commentsQuery, markRead, type Thread } from "./api";
import styles from "./Comments.module.css";
import { CommentForm } from "./CommentForm";
import { ThreadItem } from "./ThreadItem";
import type { About } from "./placing";

/** What is said, and room to say something; to have it open is to have read it. */
export default function Threads({ about, name, threads }: { about: About; name: string; threads: readonly Thread[] }) {
  const { t } = useTranslation("share");
  const { tripId } = useTripContext();
  const queries = useQueryClient();
  const { data } = useQuery(commentsQuery(tripId));
  const signedIn = useSignedIn();
  const [settled, setSettled] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: commentsQuery(tripId).queryKey });
  const added = useMutation({
    mutationFn: ({ text, mentions }: { text: string; mentions: string[] }) =>
      addComment(tripId, { text, mentions, day: about.day ?? null, place_id: about.placeId ?? null }),
    onSuccess: refresh,
  });
  const mails = useMutation({ mutationFn: (wanted: boolean) => chooseMails(tripId, wanted), onSettled: refresh });
  const unread = (data?.unread ?? 0) > 0;
  useEffect(() => {
    if (unread) void markRead(tripId).then(() => queries.invalidateQueries({ queryKey: commentsQuery(tripId).queryKey }), () => undefined);
  }, [unread, tripId, queries]);
  const hidden = threads.filter((one) => one.resolved_at !== null).length;
  const shown = threads.filter((one) => settled || one.resolved_at === null);
  return (
    <div className={styles.threads}>
      <h2>{t("comments.of", { name })}</h2>
      {shown.length === 0 && <p className={styles.small}>{t("comments.none")}</p>}
      <ul className={styles.list}>
        {shown.map((thread) => (
          <ThreadItem key={thread.comment.id} thread={thread} people={data?.people ?? []} onDone={() => void refresh()} />
        ))}
      </ul>
      {hidden > 0 && <Tick label={t("comments.settled", { number: hidden })} checked={settled} onChange={(event) => setSettled(event.target.checked)} />}
      <CommentForm label={t("comments.say")} people={data?.people ?? []} busy={added.isPending} onSend={(text, mentions) => added.mutateAsync({ text, mentions })} />
      {added.error !== null && <ProblemNote error={added.error} />}
      {signedIn && data !== undefined && <Tick label={t("comments.mails")} checked={data.mails} onChange={(event) => mails.mutate(event.target.checked)} />}
    </div>
  );
}
