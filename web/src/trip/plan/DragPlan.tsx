import {
  type Announcements, DndContext, type DragEndEvent, type DragOverEvent, DragOverlay, type DragStartEvent, KeyboardSensor,
  MeasuringStrategy, MouseSensor, TouchSensor, useSensor, useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day } from "@/api/types";

import { useTripContext } from "../context";
import { ordered } from "../edit/arrange";
import { useEditing } from "../edit/context";
import { byArrows, DragContext, gapId, type Held, moveOf, navId, nearest, targetOf } from "./dragging";
import { InHand } from "./InHand";

interface Props {
  days: readonly (Day | null)[];
  children: ReactNode;
}

/** Lets stops and days be rearranged by mouse, by a long press, and by keyboard; what it breaks is told while it is in the hand. */
export function DragPlan({ days, children }: Props) {
  const { t } = useTranslation("edit");
  const { tools, send } = useEditing();
  const { setFocus } = useTripContext();
  const [held, setHeld] = useState<Held | null>(null);
  const [atNav, setAtNav] = useState(false);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byArrows }),
  );
  const begin = ({ active }: DragStartEvent) => {
    setAtNav(false);
    setHeld((active.data.current as Held | undefined) ?? null);
  };
  const over = ({ over: place }: DragOverEvent) => {
    setAtNav(place !== null && targetOf(String(place.id)).kind === "nav");
    if (held?.kind !== "stop" || place === null) return;
    const target = targetOf(String(place.id));
    if (target.number !== held.number) setFocus({ day: target.number, stopId: null, by: "scroll" });
    const move = moveOf(days, held, target);
    if (move === null) tools.leave();
    else tools.look(move.edits, move.sketch);
  };
  const end = ({ over: place }: DragEndEvent) => {
    setHeld(null);
    if (held === null || place === null) tools.leave();
    else if (held.kind === "stop") tools.drop();
    else reorder(held.number, targetOf(String(place.id)).number);
  };
  const reorder = (from: number, to: number) => {
    const order = ordered(days.length, from, to > from ? to + 1 : to);
    if (from !== to) send({ kind: "edits", edits: [{ kind: "order_days", order }] });
  };
  const cancel = () => {
    setHeld(null);
    tools.leave();
  };
  const announcements = useAnnouncements(days);
  return (
    <DndContext sensors={sensors} collisionDetection={nearest} measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      // The navigator sticks to the upper edge: whoever is at a day of it must not have it scroll away beneath them.
      autoScroll={{ canScroll: () => !atNav }}
      onDragStart={begin} onDragOver={over} onDragEnd={end} onDragCancel={cancel}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("drag.how") } }}>
      <DragContext value={held}>{children}</DragContext>
      <DragOverlay dropAnimation={null} zIndex={50}>{held !== null && <InHand held={held} />}</DragOverlay>
    </DndContext>
  );
}

/** What is said aloud at each step, once. */
function useAnnouncements(days: readonly (Day | null)[]): Announcements {
  const { t } = useTranslation("edit");
  const { book } = useTripContext();
  const where = (id: string, held: Held) => {
    const { kind, number, index } = targetOf(id);
    if (kind === "nav") return t(held.kind === "day" ? "drag.atDay" : "drag.onDay", { number });
    const before = days[number - 1]?.stops.filter((_, n) => n < index && !(number === held.number && n === held.index)).at(-1);
    const name = before === undefined ? null : (book.place(before.place_id)?.name ?? "");
    return name === null ? t("drag.first", { number }) : t("drag.after", { number, name });
  };
  const isOwn = (id: string, held: Held) => id === (held.kind === "day" ? navId(held.number) : gapId(held.number, held.index));
  const heldOf = ({ data }: { data: { current?: unknown } }) => data.current as Held;
  return {
    onDragStart: ({ active }) => t("drag.taken", { name: heldOf(active).name }),
    // Where it comes from is no news: one still hears what was taken.
    onDragOver: ({ active, over }) => (over === null || isOwn(String(over.id), heldOf(active)) ? undefined : where(String(over.id), heldOf(active))),
    onDragEnd: ({ active, over }) => (over === null ? t("drag.back", { name: heldOf(active).name }) : t("drag.put", { name: heldOf(active).name, where: where(String(over.id), heldOf(active)) })),
    onDragCancel: ({ active }) => t("drag.back", { name: heldOf(active).name }),
  };
}
