import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { formatMonthOfYear } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { follow, galleryQuery, type PublicBrief, travellerQuery } from "./api";
import styles from "./SharedPlan.module.css";

/** Trips that travellers show to everybody; of one traveller, with the wish to follow them. */
export function GalleryPage() {
  const { t } = useTranslation("share");
  const { traveller } = useSearch({ from: "/gallery" });
  const signedIn = useSignedIn();
  const [followed, setFollowed] = useState(false);
  const [page, setPage] = useState(1);
  const found = useQuery(galleryQuery({ traveller, followed: followed ? true : undefined }, page));
  const more = found.data !== undefined && found.data.page * found.data.limit < found.data.total;
  return (
    <div className={styles.gallery}>
      {traveller === undefined ? <h1>{t("gallery.title")}</h1> : <TravellerHead key={traveller} id={traveller} signedIn={signedIn} />}
      {signedIn && traveller === undefined && (
        <div className={styles.actions}>
          <Button aria-pressed={followed} look={followed ? "solid" : "soft"} onClick={() => { setFollowed(!followed); setPage(1); }}>
            {t("gallery.followed")}
          </Button>
        </div>
      )}
      {found.isError && <ProblemNote error={found.error} />}
      {found.data?.items.length === 0 && <p className={styles.empty}>{t("gallery.empty")}</p>}
      <ul className={styles.cards}>
        {(found.data?.items ?? []).map((trip) => (
          <Card key={trip.slug} trip={trip} />
        ))}
      </ul>
      {(page > 1 || more) && (
        <nav className={styles.actions} aria-label={t("gallery.pages")}>
          <Button disabled={page === 1} onClick={() => setPage(page - 1)}>{t("gallery.before")}</Button>
          <Button disabled={!more} onClick={() => setPage(page + 1)}>{t("gallery.next")}</Button>
        </nav>
      )}
    </div>
  );
}

function Card({ trip }: { trip: PublicBrief }) {
  const { t } = useTranslation("share");
  const locale = useLocale();
  return (
    <li className={styles.card}>
      <img src={trip.picture} alt="" width={1200} height={630} loading="lazy" />
      <h2>
        <Link to="/p/$slug" params={{ slug: trip.slug }}>
          {trip.title}
        </Link>
      </h2>
      <p className={styles.small}>
        {formatMonthOfYear(trip.start_on, locale)}
        {trip.by !== null && ` · ${t("public.by", { name: trip.by.name })}`}
      </p>
      {trip.description !== "" && <p dir="auto">{trip.description}</p>}
    </li>
  );
}

function TravellerHead({ id, signedIn }: { id: string; signedIn: boolean }) {
  const { t } = useTranslation("share");
  const queries = useQueryClient();
  const { data } = useQuery(travellerQuery(id));
  const wanted = useMutation({
    mutationFn: (now: boolean) => follow(id, now),
    onSettled: () => queries.invalidateQueries({ queryKey: travellerQuery(id).queryKey }),
  });
  if (data === undefined) return null;
  return (
    <header className={styles.header}>
      <h1 dir="auto">{data.name}</h1>
      <div className={styles.actions}>
        <span className={styles.small}>{t("gallery.followers", { number: data.followers })}</span>
        {signedIn && (
          <Button look={data.followed ? "soft" : "solid"} aria-pressed={data.followed} disabled={wanted.isPending} onClick={() => wanted.mutate(!data.followed)}>
            {data.followed ? t("gallery.unfollow") : t("gallery.follow")}
          </Button>
        )}
      </div>
      {wanted.error !== null && <ProblemNote error={wanted.error} />}
    </header>
  );
}
