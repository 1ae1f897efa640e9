import clsx from "clsx";
import { Lock, Sparkle } from "lucide-react";
import { Fragment, lazy, Suspense, useEffect, useRef } from "react";

import type { Day, Stop } from "@/api/types";
import { CATEGORIES } from "@/art/categories";
import { CategoryTile } from "@/art/CategoryTile";
import { formatDuration, formatTime, minutesBetween } from "@/format/dates";

import { useTripContext } from "../context";
import { LegRow } from "./LegRow";
import { LinkRow } from "./LinkRow";
import { StopFacts } from "./StopFacts";
import styles from "./StopCard.module.css";
import { usePointing } from "./usePointing";

const StopMenu = lazy(() => import("./StopMenu"));

interface Props {
  stop: Stop;
  day: Day;
  number: number;
  order: number;
}

export function StopCard({ stop, day, number, order }: Props) {
  const { language, book, focus, setFocus } = useTripContext();
  const card = useRef<HTMLLIElement>(null);
  usePointing(card, () => setFocus({ day: number, stopId: stop.id, by: "plan" }));
  const place = book.place(stop.place_id);
  const chosen = focus.stopId === stop.id;
  const fromMap = chosen && focus.by === "map";
  useEffect(() => {
    if (fromMap) card.current?.scrollIntoView({ block: "center" });
  }, [fromMap]);
  const name = place?.name ?? stop.place_id.split("/").at(-1)?.replaceAll("-", " ") ?? "";
  return (
    <Fragment>
      <LegRow leg={stop.leg} />
      <li ref={card} className={clsx(styles.stop, chosen && styles.chosen)}>
        <span className={styles.times}>
          <time dateTime={stop.start_local}>{formatTime(stop.start_local, language)}</time>
          <span className={styles.end}>{formatTime(stop.end_local, language)}</span>
        </span>
        <span className={styles.order} aria-hidden="true">
          {order}
        </span>
        <div className={styles.body}>
          <div className={styles.head}>
            {place !== null && <CategoryTile category={place.category} />}
            <div className={styles.name}>
              <h3>{name}</h3>
              <p className={styles.kind}>
                {stop.purpose === "visit" ? (place === null ? "" : CATEGORIES[place.category].name) : MEALS[stop.purpose]}
                {place?.area != null && ` · ${place.area}`} · {formatDuration(minutesBetween(stop.start_local, stop.end_local), language)}
              </p>
            </div>
            {stop.locked && <Lock size={15} className={styles.lock} aria-label="Locked" />}
            <Suspense>
              <StopMenu stop={stop} number={number} name={name} />
            </Suspense>
          </div>
          {place !== null && place.about !== "" && <p className={styles.about}>{place.about}</p>}
          {stop.reasons.length > 0 && (
            <ul className={styles.reasons} aria-label="Why it is here">
              {stop.reasons.map((reason) => (
                <li key={reason}>
                  <Sparkle size={12} />
                  {reason}
                </li>
              ))}
            </ul>
          )}
          <StopFacts stop={stop} on={day.on} place={place} />
          {stop.note !== "" && <p className={styles.note}>{stop.note}</p>}
          <LinkRow links={stop.links} about={name} />
        </div>
      </li>
    </Fragment>
  );
}

const MEALS = { breakfast: "Breakfast", lunch: "Lunch", dinner: "Dinner" } as const;
