import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { inboxQuery } from "./api";
import styles from "./Inbox.module.css";
import { Row } from "./Row";
import { useMarkRead } from "./useInbox";

interface Props {
  signedIn: boolean;
  unread: number;
  onLeave: () => void;
}

/** What others did, the newest first. */
export function Inbox({ signedIn, unread, onLeave }: Props) {
  const { t } = useTranslation("notifications");
  const read = useMarkRead(signedIn);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(inboxQuery(signedIn));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={styles.head}>
        <h2>{t("title")}</h2>
        {unread > 0 && (
          <Button look="quiet" onClick={() => read(null)}>
            {t("readAll")}
          </Button>
        )}
      </div>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <p className={styles.waiting} role="status">{t("loading")}</p>}
      {data !== undefined && items.length === 0 && <Nothing />}
      <ul className={styles.list}>
        {items.map((item) => (
          <Row
            key={item.id}
            item={item}
            onOpen={() => {
              if (item.read_at === null) read([item.id]);
              onLeave();
            }}
            onRead={() => read([item.id])}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("older")}
        </Button>
      )}
    </>
  );
}

function Nothing() {
  const { t } = useTranslation("notifications");
  return (
    <div className={styles.nothing}>
      <BellOff size={22} aria-hidden />
      <p>{t("nothing")}</p>
      <p className={styles.small}>{t("nothingMore")}</p>
    </div>
  );
}
