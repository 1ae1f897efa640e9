import { Fragment } from "react";

import type { At, Day } from "@/api/types";

import { useEditing } from "../edit/context";
import { BaseRow } from "./BaseRow";
import { Broken } from "./Broken";
import styles from "./DayCard.module.css";
import { Gap } from "./Gap";
import { GhostRow } from "./GhostRow";
import { LegRow } from "./LegRow";
import { StopCard } from "./StopCard";
import { TravelCard } from "./TravelCard";

/** A day from its first way to its last, with what a change takes away where it was. */
export function Timeline({ number, day }: { number: number; day: Day }) {
  const { marks, shown, side, proposal, draft, broken } = useEditing();
  const { travel_in: arrival, travel_out: departure, back } = day;
  const first = day.stops[0];
  const looking = shown !== null && side === "after";
  const gone = looking ? (marks.gone.get(number) ?? []) : [];
  const still = proposal !== null || (draft?.dropped ?? false);
  const between = (from: string | undefined, to: string | undefined) =>
    gone.filter((at) => (from === undefined || at.start_local >= from) && (to === undefined || at.start_local < to));
  return (
    <ol className={styles.timeline}>
      {arrival != null && <TravelCard travel={arrival} way="in" />}
      {first !== undefined && <BaseRow placeId={day.base_id} at={first.leg.depart_local} leaving />}
      {day.stops.map((stop, index) => (
        <Fragment key={stop.id}>
          <Ghosts of={between(index === 0 ? undefined : day.stops[index - 1]?.start_local, stop.start_local)} />
          {!still && <Gap number={number} index={index} after={day.stops[index - 1] ?? null} on={day.on} cityId={day.city_id} />}
          <StopCard stop={stop} day={day} number={number} order={index + 1} />
        </Fragment>
      ))}
      <Ghosts of={between(day.stops.at(-1)?.start_local, undefined)} />
      {!still && <Gap number={number} index={day.stops.length} after={day.stops.at(-1) ?? null} on={day.on} cityId={day.city_id} />}
      {back != null && <LegRow leg={back} />}
      {back != null && <BaseRow placeId={day.base_id} at={back.arrive_local} leaving={false} />}
      {departure != null && <TravelCard travel={departure} way="out" />}
      {broken.some((one) => one.day === number && one.place_ids.length === 0) && (
        <li>
          <Broken said={broken.filter((one) => one.day === number && one.place_ids.length === 0)} />
        </li>
      )}
    </ol>
  );
}

function Ghosts({ of }: { of: readonly At[] }) {
  const { marks } = useEditing();
  const moved = (at: At) => marks.before.get(`${at.day}|${at.place_id}|${at.start_local}`) === "moved";
  return of.map((at) => <GhostRow key={at.place_id + at.start_local} at={at} elsewhere={moved(at)} />);
}
