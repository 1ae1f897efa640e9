import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { MessageSquareText } from "lucide-react";
import { Popover } from "radix-ui";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { commentsQuery } from "./api";
import styles from "./Comments.module.css";
import { type About, threadsAt } from "./placing";

const Threads = lazy(() => import("./Threads"));

/** What is talked about, and what it is called. */
interface Props {
  about: About;
  name: string;
  /** On a picture instead of a page. */
  light?: boolean;
}

/** Opens what is said of the trip, a day or a stop. */
export function Comments({ about, name, light = false }: Props) {
  const { t } = useTranslation("share");
  const { tripId } = useTripContext();
  const { data } = useQuery(commentsQuery(tripId));
  const [open, setOpen] = useState(false);
  const threads = threadsAt(data?.items ?? [], about);
  const count = threads.filter((one) => one.resolved_at === null).length;
  const fresh = threads.some((one) => one.comment.unread || one.answers.some((answer) => answer.unread));
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={clsx(styles.open, light && styles.light, count > 0 && styles.some, fresh && styles.fresh)} aria-label={t("comments.open", { name, number: count })}>
        <MessageSquareText size={17} />
        {count > 0 && <span aria-hidden="true">{count}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.panel} align="end" sideOffset={6} collisionPadding={12} aria-label={t("comments.of", { name })}>
          <Part>
            <Threads about={about} name={name} threads={threads} />
          </Part>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

export function DayComments({ number }: { number: number }) {
  const { t } = useTranslation("share");
  return <Comments about={{ day: number }} name={t("comments.day", { number })} light />;
}

export function TripComments() {
  const { t } = useTranslation("share");
  return <Comments about={{}} name={t("comments.trip")} />;
}
