import { Wallet } from "lucide-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";

import type { Day, Money } from "@/api/types";
import { Landscape } from "@/art/Landscape";
import { formatLongDay } from "@/format/dates";
import { formatMoney, plus } from "@/format/money";
import { Part } from "@/ui/Part";

import { DayComments } from "../comments/Comments";
import { useTripContext } from "../context";
import styles from "./DayHead.module.css";
import { OnTimeNote } from "./OnTimeNote";
import { WeatherNote } from "./WeatherNote";

const DayMenu = lazy(() => import("./DayMenu"));

interface Props {
  number: number;
  day: Day;
}

export function DayHead({ number, day }: Props) {
  const { t } = useTranslation("plan");
  const { language, locale, book } = useTripContext();
  const cost = costOf(day);
  const date = formatLongDay(day.on, locale);
  const city = book.city(day.city_id)?.name;
  return (
    <header className={styles.head}>
      <Landscape name={day.city_id} className={styles.art} />
      <div className={styles.veil} />
      <div className={styles.words}>
        <p className={styles.date}>
          {city === undefined ? t("dayLine", { number, date }) : t("dayLineIn", { number, date, city })}
        </p>
        <h2 id={`day-${number}-title`} {...(day.title !== "" && { lang: language, dir: "auto" })}>
          {day.title === "" ? t("day", { number }) : day.title}
        </h2>
      </div>
      <div className={styles.facts}>
        {day.weather != null && <WeatherNote weather={day.weather} />}
        {day.on_time != null && <OnTimeNote chance={day.on_time} weakest={day.weakest ?? null} />}
        {cost !== null && (
          <span className={styles.fact}>
            <Wallet size={15} />
            <span className="visually-hidden">{t("cost")} </span>
            {formatMoney(cost, locale)}
          </span>
        )}
        <DayComments number={number} />
        <span className={styles.actions}>
          <Part lost={null}>
            <DayMenu day={day} number={number} />
          </Part>
        </span>
      </div>
    </header>
  );
}

/** What is spent on the day itself: stops, transfers and journeys, not the night. */
function costOf(day: Day): Money | null {
  const legs = [...(day.travel_in?.legs ?? []), ...(day.travel_out?.legs ?? [])].map((leg) => leg.cost);
  const stops = day.stops.flatMap((stop) => [stop.cost, stop.leg.cost]);
  const all = [...legs, ...stops, ...(day.back == null ? [] : [day.back.cost])];
  const [first, ...rest] = all;
  return first === undefined ? null : rest.reduce(plus, first);
}
