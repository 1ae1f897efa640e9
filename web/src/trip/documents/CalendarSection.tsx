import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarPlus, Copy } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import button from "@/ui/Button.module.css";
import { Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { type FeedView, listFeeds, makeFeed, revokeFeed } from "./api";
import styles from "./TakeAlong.module.css";

/** Addresses at which a calendar follows the trip: made, copied once, revoked. */
export function CalendarSection({ tripId }: { tripId: string }) {
  const { t } = useTranslation("documents");
  const title = useId();
  const queries = useQueryClient();
  const queryKey = ["calendars", tripId];
  const { data: feeds = [] } = useQuery({ queryKey, queryFn: () => listFeeds(tripId) });
  const reread = () => queries.invalidateQueries({ queryKey });
  const made = useMutation({ mutationFn: () => makeFeed(tripId), onSuccess: reread });
  const revoked = useMutation({ mutationFn: revokeFeed, onSuccess: reread });
  const fresh = made.data !== undefined && feeds.some((feed) => feed.id === made.data.id) ? made.data : null;
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title}>{t("calendar.title")}</h3>
      <p className={styles.lead}>{t("calendar.lead")}</p>
      {fresh?.address != null && <Fresh address={fresh.address} subscribe={fresh.subscribe ?? fresh.address} />}
      {feeds.length > 0 && (
        <ul className={styles.feeds}>
          {feeds.map((feed) => (
            <li key={feed.id}>
              <About feed={feed} />
              <Button look="quiet" disabled={revoked.isPending} onClick={() => revoked.mutate(feed.id)}>
                {t("calendar.revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {revoked.isSuccess ? t("calendar.revoked") : ""}
      </p>
      {(made.error ?? revoked.error) !== null && <ProblemNote error={made.error ?? revoked.error} />}
      <Button disabled={made.isPending} onClick={() => made.mutate()}>
        <CalendarPlus size={16} />
        {t("calendar.make")}
      </Button>
    </section>
  );
}

function About({ feed }: { feed: FeedView }) {
  const { t } = useTranslation("documents");
  const locale = useLocale();
  const day = (at: string) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(at));
  return (
    <span>
      {t("calendar.made", { date: day(feed.created_at) })}
      <span className={styles.small}>{feed.read_at == null ? t("calendar.never") : t("calendar.read", { date: day(feed.read_at) })}</span>
    </span>
  );
}

function Fresh({ address, subscribe }: { address: string; subscribe: string }) {
  const { t } = useTranslation("documents");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <div className={styles.fresh}>
      <Field label={t("calendar.once")} value={address} readOnly dir="ltr" onFocus={(event) => event.target.select()} />
      <div className={styles.row}>
        <a className={`${button.button} ${button.solid}`} href={subscribe}>
          <CalendarPlus size={16} />
          {t("calendar.subscribe")}
        </a>
        <Button onClick={() => void copy()}>
          <Copy size={15} />
          {t("calendar.copy")}
        </Button>
        <span role="status">{copied ? t("calendar.copied") : ""}</span>
      </div>
    </div>
  );
}
