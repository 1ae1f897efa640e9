import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";

import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { IconButton } from "@/ui/IconButton";

import type { Notification } from "./api";
import styles from "./Inbox.module.css";
import { useWords } from "./words";

interface Props {
  item: Notification;
  onOpen: () => void;
  onRead: () => void;
}

/** One thing that happened, which leads to its trip. Who is invited does not see the trip yet. */
export function Row({ item, onOpen, onRead }: Props) {
  const { t } = useTranslation("notifications");
  const locale = useLocale();
  const wordsOf = useWords();
  const isNew = item.read_at === null;
  const inside = (
    <>
      {isNew && <span className="visually-hidden">{t("new")}</span>}
      <span>{wordsOf(item)}</span>
      <time dateTime={item.at} className={styles.small}>
        {formatAgo(item.at, new Date(), locale)}
      </time>
    </>
  );
  return (
    <li className={clsx(styles.row, isNew && styles.new)}>
      {item.trip_id !== null && item.about.kind !== "invited" ? (
        <Link to="/trips/$tripId" params={{ tripId: item.trip_id }} className={styles.words} onClick={onOpen}>
          {inside}
        </Link>
      ) : (
        <div className={styles.words}>{inside}</div>
      )}
      {isNew && (
        <IconButton label={t("read")} onClick={onRead}>
          <Check size={16} />
        </IconButton>
      )}
    </li>
  );
}
