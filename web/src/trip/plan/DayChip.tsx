import { useDraggable, useDroppable } from "@dnd-kit/core";
import clsx from "clsx";
import { useTranslation } from "react-i18next";

import { formatDay } from "@/format/dates";

import { useTripContext } from "../context";
import type { DaySlot } from "../plan";
import styles from "./DayNav.module.css";
import { type Held, navId, useDragging } from "./dragging";

interface Props {
  slot: DaySlot;
  waiting: boolean;
  onGo: () => void;
}

/** A day in the navigator: goes there, takes a stop that is dropped on it, and can itself be put elsewhere. */
export function DayChip({ slot: { number, day }, waiting, onGo }: Props) {
  const { t } = useTranslation(["plan", "edit"]);
  const { locale, focus, editable } = useTripContext();
  const dragging = useDragging();
  const { setNodeRef: setPlace, isOver } = useDroppable({ id: navId(number), disabled: day === null });
  const held: Held = { kind: "day", number, index: 0, name: t("day", { number }) };
  const { attributes, listeners, setNodeRef: setHeld } = useDraggable({ id: `day:${number}`, data: held, disabled: !editable || day === null });
  const { onKeyDown, ...others } = listeners ?? {};
  return (
    <button ref={(node) => { setPlace(node); setHeld(node); }} type="button" data-tone={(number - 1) % 7} disabled={day === null}
      className={clsx(styles.day, isOver && dragging !== null && styles.over)} aria-current={focus.day === number ? "true" : undefined}
      {...others} aria-describedby={editable ? attributes["aria-describedby"] : undefined}
      // Enter goes to the day; Space takes it into the hand.
      onKeyDown={(event) => event.code !== "Enter" && (onKeyDown as React.KeyboardEventHandler | undefined)?.(event)} onClick={onGo}>
      <span>{t("day", { number })}</span>
      <span className={styles.date}>{day === null ? (waiting ? "…" : "") : formatDay(day.on, locale)}</span>
    </button>
  );
}
