/** What is in the hand while the plan is rearranged, and where it may be put. */
import { type CollisionDetection, closestCenter, type KeyboardCoordinateGetter } from "@dnd-kit/core";
import { createContext, use } from "react";

import type { Day, Edit } from "@/api/types";

import { arrangeEdit, dayWith, moved, slotsOf, startInGap } from "../edit/arrange";
import type { Draft } from "../edit/draft";

export interface Held {
  kind: "stop" | "day";
  number: number;
  /** Of a stop: its place in the day. */
  index: number;
  name: string;
}

export interface Target {
  kind: "gap" | "nav";
  number: number;
  /** Of a gap: before the stop with this index. */
  index: number;
}

export const DragContext = createContext<Held | null>(null);

export function useDragging(): Held | null {
  return use(DragContext);
}

export function gapId(number: number, index: number): string {
  return `gap:${number}:${index}`;
}

export function navId(number: number): string {
  return `nav:${number}`;
}

export function targetOf(id: string): Target {
  const [kind = "", number = "0", index = "0"] = id.split(":");
  return { kind: kind === "nav" ? "nav" : "gap", number: Number(number), index: Number(index) };
}

export interface Move {
  edits: Edit[];
  sketch: Draft["sketch"];
}

/** What a stop put there means; null where it is already there. */
export function moveOf(days: readonly (Day | null)[], held: Held, target: Target): Move | null {
  const [from, to] = [days[held.number - 1], days[target.number - 1]];
  const stop = from?.stops[held.index];
  if (from == null || to == null || stop === undefined) return null;
  if (held.number !== target.number) {
    const at_min = target.kind === "gap" ? startInGap(slotsOf(to), target.index) : null;
    return { edits: [{ kind: "move", place_id: stop.place_id, to_day: target.number, at_min }], sketch: null };
  }
  if (target.kind === "nav") return null;
  const slots = slotsOf(from);
  const after = moved(slots, held.index, target.index);
  if (after === slots) return null;
  return { edits: [arrangeEdit(held.number, after)], sketch: { number: held.number, day: dayWith(from, after) } };
}

/** The day in the navigator under the pointer, else the nearest gap up or down. */
export const nearest: CollisionDetection = (args) => {
  const among = (kind: string) => args.droppableContainers.filter(({ id }) => String(id).startsWith(kind));
  if (String(args.active.id).startsWith("day:")) return closestCenter({ ...args, droppableContainers: among("nav:") });
  // The navigator sticks while the plan scrolls beneath it, so what was measured is no longer where it is.
  const at = args.pointerCoordinates;
  const nav = among("nav:").find(({ node }) => {
    const rect = node.current?.getBoundingClientRect();
    return at !== null && rect !== undefined && at.x >= rect.left && at.x <= rect.right && at.y >= rect.top && at.y <= rect.bottom;
  });
  if (nav !== undefined) return [{ id: nav.id }];
  const y = at?.y ?? args.collisionRect.top + args.collisionRect.height / 2;
  const gaps = among("gap:").flatMap((container) => {
    const rect = args.droppableRects.get(container.id);
    return rect === undefined ? [] : [{ id: container.id, data: { droppableContainer: container, value: Math.abs(rect.top + rect.height / 2 - y) } }];
  });
  return gaps.sort((a, b) => a.data.value - b.data.value);
};

/** The arrow keys go from gap to gap, through all days; a day goes from place to place in the navigator. */
export const byArrows: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.code];
  const { active, over, droppableContainers, droppableRects, collisionRect } = context;
  if (step === undefined || active === null || collisionRect === null) return undefined;
  event.preventDefault();
  const kind = String(active.id).startsWith("day:") ? "nav:" : "gap:";
  const ids = droppableContainers.getEnabled().map(({ id }) => String(id)).filter((id) => id.startsWith(kind)).sort(inOrder);
  const now = over === null ? startOf(String(active.id)) : String(over.id);
  const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(now) + step))];
  const rect = next === undefined ? undefined : droppableRects.get(next);
  if (rect === undefined) return currentCoordinates;
  const across = kind === "nav:" ? rect.left + rect.width / 2 - collisionRect.width / 2 : currentCoordinates.x;
  return { x: across, y: rect.top + rect.height / 2 - collisionRect.height / 2 };
};

/** The place where what is held comes from: "stop:2:0" from "gap:2:0". */
function startOf(active: string): string {
  const [kind = "", number = "", index = ""] = active.split(":");
  return kind === "day" ? `nav:${number}` : `gap:${number}:${index}`;
}

function inOrder(a: string, b: string): number {
  const [one, other] = [targetOf(a), targetOf(b)];
  return one.number - other.number || one.index - other.index;
}
