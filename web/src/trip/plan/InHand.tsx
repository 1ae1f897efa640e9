import clsx from "clsx";
import { Check, GripVertical, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import { sentenceOf } from "@/api/problem";
import { formatTime } from "@/format/dates";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import type { Held } from "./dragging";
import styles from "./InHand.module.css";

/** What hangs at the pointer: the stop with the time that it would have, and what that breaks. */
export function InHand({ held }: { held: Held }) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  const { trip, draft } = useEditing();
  const placeId = trip?.itinerary?.days[held.number - 1]?.stops[held.index]?.place_id;
  const days = draft?.itinerary?.days ?? (draft?.sketch == null ? [] : [draft.sketch.day]);
  const stop = held.kind === "stop" ? days.flatMap((day) => day.stops).find((one) => one.place_id === placeId) : undefined;
  const trouble = draft?.phase === "breaks" ? draft.broken[0]?.message : draft?.phase === "refused" ? sentenceOf(draft.refusal) : undefined;
  return (
    <div className={clsx(styles.held, trouble !== undefined && styles.bad)}>
      <p className={styles.name}>
        <GripVertical size={16} />
        <bdi>{held.name}</bdi>
        {stop !== undefined && <span className={styles.time}>{formatTime(stop.start_local, locale)}–{formatTime(stop.end_local, locale)}</span>}
      </p>
      {draft !== null && (
        <p className={styles.verdict} dir="auto">
          {draft.phase === "looking" && <LoaderCircle size={14} />}
          {draft.phase === "holds" && <Check size={14} />}
          {trouble !== undefined && <TriangleAlert size={14} />}
          {trouble ?? (draft.phase === "holds" ? t("drag.holds") : t("drag.looking"))}
        </p>
      )}
    </div>
  );
}
