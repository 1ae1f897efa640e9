import clsx from "clsx";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day } from "@/api/types";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import { TextTools } from "../texts/TextTools";
import styles from "./DayCard.module.css";
import { DayHead } from "./DayHead";
import { Timeline } from "./Timeline";

interface Props {
  number: number;
  day: Day;
  fresh: boolean;
}

const FLASH_MS = 1600;

export function DayCard({ number, day, fresh }: Props) {
  const card = useRef<HTMLElement>(null);
  useDayInView(card, number);
  const { t } = useTranslation("chat");
  const { language } = useTripContext();
  const { working } = useEditing();
  const busy = working !== null && (working === "all" || working.has(number));
  const flash = useFlash(day, busy);
  return (
    <article ref={card} id={`day-${number}`} className={clsx(styles.card, fresh && styles.fresh, busy && styles.busy, flash && styles.flash)} aria-busy={busy} data-tone={(number - 1) % 7}
      aria-labelledby={`day-${number}-title`}>
      <DayHead number={number} day={day} />
      {day.story !== "" && <p className={styles.story} lang={language} dir="auto">{day.story} <TextTools text={day.story} target={{ what: "day_story", day: number }} about={t("texts.story", { number })} /></p>}
      <Timeline number={number} day={day} />
    </article>
  );
}

/** A day whose plan has become another is lit up once. */
function useFlash(day: Day, busy: boolean): boolean {
  const plan = day.stops.map((stop) => stop.place_id + stop.start_local + stop.end_local).join();
  const [seen, setSeen] = useState({ plan, lit: false });
  if (!busy && seen.plan !== plan) setSeen({ plan, lit: true });
  useEffect(() => {
    if (!seen.lit) return;
    const end = setTimeout(() => setSeen((now) => ({ ...now, lit: false })), FLASH_MS);
    return () => clearTimeout(end);
  }, [seen.lit]);
  return seen.lit;
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
