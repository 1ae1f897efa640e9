import clsx from "clsx";
import { useEffect, useRef } from "react";

import type { Day } from "@/api/types";

import { useTripContext } from "../context";
import styles from "./DayCard.module.css";
import { DayHead } from "./DayHead";
import { LegRow } from "./LegRow";
import { BaseRow } from "./BaseRow";
import { StopCard } from "./StopCard";
import { TravelCard } from "./TravelCard";

interface Props {
  number: number;
  day: Day;
  fresh: boolean;
}

export function DayCard({ number, day, fresh }: Props) {
  const card = useRef<HTMLElement>(null);
  useDayInView(card, number);
  const { travel_in: arrival, travel_out: departure, back } = day;
  const first = day.stops[0];
  return (
    <article ref={card} id={`day-${number}`} className={clsx(styles.card, fresh && styles.fresh)} data-tone={(number - 1) % 7}
      aria-labelledby={`day-${number}-title`}>
      <DayHead number={number} day={day} />
      {day.story !== "" && <p className={styles.story}>{day.story}</p>}
      <ol className={styles.timeline}>
        {arrival != null && <TravelCard travel={arrival} way="in" />}
        {first !== undefined && <BaseRow placeId={day.base_id} at={first.leg.depart_local} leaving />}
        {day.stops.map((stop, index) => (
          <StopCard key={stop.id} stop={stop} day={day} number={number} order={index + 1} />
        ))}
        {back != null && <LegRow leg={back} />}
        {back != null && <BaseRow placeId={day.base_id} at={back.arrive_local} leaving={false} />}
        {departure != null && <TravelCard travel={departure} way="out" />}
      </ol>
    </article>
  );
}

/** The day that the reader scrolls to is the day on the map. */
function useDayInView(card: React.RefObject<HTMLElement | null>, number: number) {
  const { setFocus } = useTripContext();
  const set = useRef(setFocus);
  useEffect(() => {
    set.current = setFocus;
  });
  useEffect(() => {
    if (card.current === null) return;
    // A day counts as read when it crosses a line in the panel's upper third.
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) set.current({ day: number, stopId: null, by: "scroll" });
      },
      { rootMargin: "-30% 0px -69% 0px" },
    );
    observer.observe(card.current);
    return () => observer.disconnect();
  }, [card, number]);
}
