/** A day under somebody's hand: where its stops come to be, before the server has looked at it. Pure. */
import type { Day, Edit, Stop } from "@/api/types";
import { minutesBetween } from "@/format/dates";

export interface Slot {
  stop: Stop;
  /** Minutes after the day's midnight. */
  start: number;
  minutes: number;
  /** Minutes of the way to it, as it was planned. */
  way: number;
}

const GRAIN_MIN = 5;

export function slotsOf(day: Day): readonly Slot[] {
  return day.stops.map((stop) => ({
    stop,
    start: minutesBetween(day.on, stop.start_local),
    minutes: minutesBetween(stop.start_local, stop.end_local),
    way: stop.leg.minutes,
  }));
}

/** With the stop at `from` put into the gap before the stop that was at `gap`; who stands in the way is pushed later. */
export function moved(slots: readonly Slot[], from: number, gap: number): readonly Slot[] {
  const mover = slots[from];
  if (mover === undefined || gap === from || gap === from + 1) return slots;
  const others = slots.filter((_, n) => n !== from);
  const at = gap > from ? gap - 1 : gap;
  const before = others[at - 1];
  const start = before === undefined ? (slots[0]?.start ?? mover.start) : after(before, mover);
  return pushed([...others.slice(0, at), { ...mover, start }, ...others.slice(at)], at);
}

/** With other times for one stop; it takes its place among the others by its start. */
export function retimed(slots: readonly Slot[], index: number, start: number, minutes: number): readonly Slot[] {
  const changed = slots.map((slot, n) => (n === index ? { ...slot, start, minutes } : slot));
  const mover = changed[index];
  if (mover === undefined) return slots;
  const sorted = [...changed].sort((a, b) => a.start - b.start || (a === mover ? -1 : b === mover ? 1 : 0));
  return pushed(sorted, sorted.indexOf(mover));
}

/** Nobody before `from` moves, nobody is pulled earlier, and what is locked stays where it is. */
function pushed(slots: readonly Slot[], from: number): readonly Slot[] {
  const placed: Slot[] = [];
  slots.forEach((slot, n) => {
    const last = placed.at(-1);
    const free = n <= from || slot.stop.locked || last === undefined ? slot.start : Math.max(slot.start, after(last, slot));
    placed.push({ ...slot, start: free });
  });
  return placed;
}

function after(before: Slot, next: Slot): number {
  return Math.ceil((before.start + before.minutes + next.way) / GRAIN_MIN) * GRAIN_MIN;
}

/** About when a stop would begin that comes into a gap of a day from elsewhere. */
export function startInGap(slots: readonly Slot[], gap: number): number {
  const before = slots[gap - 1];
  if (before !== undefined) return after(before, before);
  return Math.max(0, (slots[0]?.start ?? 600) - 60);
}

/** The day as it is shown until the server's own view of it is here. */
export function dayWith(day: Day, slots: readonly Slot[]): Day {
  return { ...day, stops: slots.map(({ stop, start, minutes }) => ({ ...stop, start_local: local(day.on, start), end_local: local(day.on, start + minutes) })) };
}

export function arrangeEdit(day: number, slots: readonly Slot[]): Edit {
  const stops = slots.map(({ stop, start, minutes }) => ({ place_id: stop.place_id, purpose: stop.purpose, start_min: start, minutes }));
  return { kind: "arrange", day, stops };
}

function local(on: string, minutes: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + minutes * 60_000).toISOString().slice(0, 19);
}

/** The plans of days in the order after one of them was put into the gap before another. */
export function ordered(count: number, from: number, gap: number): number[] {
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const [day] = numbers.splice(from - 1, 1);
  numbers.splice(gap > from ? gap - 2 : gap - 1, 0, day ?? from);
  return numbers;
}
