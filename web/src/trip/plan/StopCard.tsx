import clsx from "clsx";
import { Lock, Sparkle } from "lucide-react";
import { Fragment, lazy, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Day, Stop } from "@/api/types";
import { CategoryTile } from "@/art/CategoryTile";
import { formatDuration, formatTime, minutesBetween } from "@/format/dates";
import { Part } from "@/ui/Part";

import { Comments } from "../comments/Comments";
import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import { markOf } from "../edit/diffs";
import { PlacePhoto } from "../photos/PlacePhoto";
import { placeFacts } from "../sources/provenance";
import { SourceMark } from "../sources/SourceMark";
import { Broken } from "./Broken";
import { Handle } from "./Handle";
import { LegRow } from "./LegRow";
import { LinkRow } from "./LinkRow";
import { MarkTag } from "./MarkTag";
import { StopFacts } from "./StopFacts";
import styles from "./StopCard.module.css";
import { Tips } from "./Tips";
import { usePointing } from "./usePointing";

const StopMenu = lazy(() => import("./StopMenu"));

interface Props {
  stop: Stop;
  day: Day;
  number: number;
  order: number;
}

export function StopCard({ stop, day, number, order }: Props) {
  const { t } = useTranslation("plan");
  const { language, locale, book, images, focus, setFocus } = useTripContext();
  const { marks, side, broken } = useEditing();
  const mark = markOf(marks[side], number, stop);
  const wrong = broken.filter((one) => one.day === number && one.place_ids.includes(stop.place_id));
  const card = useRef<HTMLLIElement>(null);
  usePointing(card, () => setFocus({ day: number, stopId: stop.id, by: "plan" }));
  const place = book.place(stop.place_id);
  const image = images.get(stop.place_id);
  const chosen = focus.stopId === stop.id;
  const fromMap = chosen && focus.by === "map";
  useEffect(() => {
    if (fromMap) card.current?.scrollIntoView({ block: "center" });
  }, [fromMap]);
  const name = place?.name ?? stop.place_id.split("/").at(-1)?.replaceAll("-", " ") ?? "";
  return (
    <Fragment>
      <LegRow leg={stop.leg} />
      <li ref={card} className={clsx(styles.stop, chosen && styles.chosen, wrong.length > 0 && styles.wrong)} data-mark={mark ?? undefined}>
        <span className={styles.times}>
          <time dateTime={stop.start_local}>{formatTime(stop.start_local, locale)}</time>
          <span className={styles.end}>{formatTime(stop.end_local, locale)}</span>
        </span>
        <span className={styles.rail}>
          <span className={styles.order} aria-hidden="true">
            {order}
          </span>
          <Handle number={number} index={order - 1} name={name} locked={stop.locked} />
        </span>
        <div className={styles.body}>
          {image !== undefined && <PlacePhoto image={image} className={styles.photo} />}
          <div className={styles.head}>
            {place !== null && image === undefined && <CategoryTile category={place.category} />}
            <div className={styles.name}>
              <h3>{name}</h3>
              {mark !== null && <MarkTag mark={mark} />}
              <p className={styles.kind}>
                {stop.purpose === "visit" ? (place === null ? "" : t(`kind.${place.category}`)) : t(`stop.${stop.purpose}`)}
                {place?.area != null && ` · ${place.area}`} · {formatDuration(minutesBetween(stop.start_local, stop.end_local), locale)}
              </p>
            </div>
            {stop.locked && <Lock size={15} className={styles.lock} aria-label={t("stop.locked")} />}
            <Comments about={{ day: number, placeId: stop.place_id }} name={name} />
            <Part lost={null}>
              <StopMenu stop={stop} day={day} number={number} index={order - 1} name={name} />
            </Part>
          </div>
          <Broken said={wrong} />
          {place !== null && place.about !== "" && <p className={styles.about} lang={language} dir="auto">{place.about}</p>}
          {stop.reasons.length > 0 && (
            <ul className={styles.reasons} aria-label={t("stop.why")} lang={language} dir="auto">
              {stop.reasons.map((reason) => (
                <li key={reason}>
                  <Sparkle size={12} />
                  {reason}
                </li>
              ))}
            </ul>
          )}
          <StopFacts stop={stop} on={day.on} place={place} />
          {stop.note !== "" && <p className={styles.note} lang={language} dir="auto">{stop.note}</p>}
          {place !== null && <Tips place={place} />}
          <div className={styles.foot}>
            <LinkRow links={stop.links} about={name} />
            {place !== null && <SourceMark facts={placeFacts(place)} />}
          </div>
        </div>
      </li>
    </Fragment>
  );
}
