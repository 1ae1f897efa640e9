import { useMutation } from "@tanstack/react-query";
import { Check, Pencil, Reply, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Avatar } from "@/share/Avatar";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { addComment, changeComment, type Comment, removeComment, type Thread, type ThreadList } from "./api";
import styles from "./Comments.module.css";
import { CommentForm } from "./CommentForm";

interface Props {
  thread: Thread;
  people: ThreadList["people"];
  onDone: () => void;
}

export function ThreadItem({ thread, people, onDone }: Props) {
  const { t } = useTranslation("share");
  const { tripId, book } = useTripContext();
  const [answering, setAnswering] = useState(false);
  const { comment, answers, spot, resolved_at } = thread;
  const answered = useMutation({
    mutationFn: ({ text, mentions }: { text: string; mentions: string[] }) => addComment(tripId, { text, mentions, parent_id: comment.id }),
    onSuccess: () => {
      setAnswering(false);
      onDone();
    },
  });
  const settled = useMutation({ mutationFn: () => changeComment(tripId, comment.id, { resolved: resolved_at === null }), onSettled: onDone });
  return (
    <li className={styles.thread}>
      {spot.earlier && <p className={styles.earlier}>{t("comments.earlier", { name: nameOf(spot.place_id, book.place) })}</p>}
      <CommentItem comment={comment} people={people} onDone={onDone} />
      {answers.length > 0 && (
        <ul className={styles.answers}>
          {answers.map((answer) => (
            <li key={answer.id}>
              <CommentItem comment={answer} people={people} onDone={onDone} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <IconButton label={t("comments.answer")} onClick={() => setAnswering(!answering)}>
          <Reply size={16} />
        </IconButton>
        <IconButton label={resolved_at === null ? t("comments.settle") : t("comments.reopen")} onClick={() => settled.mutate()}>
          {resolved_at === null ? <Check size={16} /> : <RotateCcw size={16} />}
        </IconButton>
      </div>
      {answering && <CommentForm label={t("comments.answer")} people={people} busy={answered.isPending} onSend={(text, mentions) => answered.mutateAsync({ text, mentions })} />}
      {(answered.error ?? settled.error) !== null && <ProblemNote error={answered.error ?? settled.error} />}
    </li>
  );
}

function nameOf(placeId: string | null | undefined, place: (id: string) => { name: string } | null): string {
  if (placeId == null) return "";
  return place(placeId)?.name ?? placeId.split("/").at(-1)?.replaceAll("-", " ") ?? "";
}

function CommentItem({ comment, people, onDone }: { comment: Comment; people: ThreadList["people"]; onDone: () => void }) {
  const { t } = useTranslation("share");
  const { tripId } = useTripContext();
  const locale = useLocale();
  const [changing, setChanging] = useState(false);
  const { author } = comment;
  const changed = useMutation({
    mutationFn: (text: string) => changeComment(tripId, comment.id, { text }),
    onSuccess: () => {
      setChanging(false);
      onDone();
    },
  });
  const removed = useMutation({ mutationFn: () => removeComment(tripId, comment.id), onSettled: onDone });
  return (
    <div className={styles.comment}>
      <Avatar person={author} />
      <div className={styles.words}>
        <p className={styles.who}>
          <strong dir="auto">{author.you ? t("you") : author.guest ? t("guest") : author.name}</strong>
          <span className={styles.small}>
            {formatAgo(comment.created_at, new Date(), locale)}
            {comment.edited_at !== null && ` · ${t("comments.edited")}`}
          </span>
        </p>
        {changing ? (
          <CommentForm label={t("comments.change")} initial={comment.text} people={people} busy={changed.isPending} onSend={(text) => changed.mutateAsync(text)} />
        ) : (
          <p className={styles.text} dir="auto">
            {comment.removed ? t("comments.removed") : comment.text}
          </p>
        )}
        {(changed.error ?? removed.error) !== null && <ProblemNote error={changed.error ?? removed.error} />}
      </div>
      {author.you && !comment.removed && (
        <span className={styles.own}>
          <IconButton label={t("comments.change")} onClick={() => setChanging(!changing)}>
            <Pencil size={15} />
          </IconButton>
          <IconButton label={t("comments.remove")} onClick={() => removed.mutate()}>
            <Trash2 size={15} />
          </IconButton>
        </span>
      )}
    </div>
  );
}
