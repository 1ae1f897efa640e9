import { RefreshCw, Umbrella, Wallet } from "lucide-react";

import type { Day, Money } from "@/api/types";
import { Landscape } from "@/art/Landscape";
import { formatLongDay } from "@/format/dates";
import { formatMoney, plus } from "@/format/money";
import { IconButton } from "@/ui/IconButton";

import { useTripContext } from "../context";
import styles from "./DayHead.module.css";
import { OnTimeNote } from "./OnTimeNote";
import { WeatherNote } from "./WeatherNote";

interface Props {
  number: number;
  day: Day;
}

export function DayHead({ number, day }: Props) {
  const { language, book, editable, edit } = useTripContext();
  const cost = costOf(day);
  const city = book.city(day.city_id)?.name;
  return (
    <header className={styles.head}>
      <Landscape name={day.city_id} className={styles.art} />
      <div className={styles.veil} />
      <div className={styles.words}>
        <p className={styles.date}>
          Day {number} · {formatLongDay(day.on, language)}
          {city !== undefined && ` · ${city}`}
        </p>
        <h2 id={`day-${number}-title`}>{day.title === "" ? `Day ${number}` : day.title}</h2>
      </div>
      <div className={styles.facts}>
        {day.weather != null && <WeatherNote weather={day.weather} />}
        {day.on_time != null && <OnTimeNote chance={day.on_time} weakest={day.weakest ?? null} />}
        {cost !== null && (
          <span className={styles.fact}>
            <Wallet size={15} />
            <span className="visually-hidden">Cost of the day: </span>
            {formatMoney(cost, language)}
          </span>
        )}
        {editable && (
          <span className={styles.actions}>
            <IconButton label={`Plan day ${number} for rain`} onClick={() => edit({ kind: "rain", on: day.on })}>
              <Umbrella size={17} />
            </IconButton>
            <IconButton label={`Plan day ${number} anew`} onClick={() => edit({ kind: "regenerate", day: number })}>
              <RefreshCw size={17} />
            </IconButton>
          </span>
        )}
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
