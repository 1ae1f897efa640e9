/** What the plan panel and the map show: the kept itinerary with what a running run has changed so far. */
import type { Category, CityFacts, Day, Itinerary, Place, Point, Stop, TripRequest, TripView } from "@/api/types";
import { isOver, type RunState } from "@/run/state";

export interface DaySlot {
  number: number;
  /** Null while it is still being solved. */
  day: Day | null;
  /** Changed by the run at work. */
  fresh: boolean;
}

export interface PlanView {
  slots: readonly DaySlot[];
  itinerary: Itinerary | null;
  request: TripRequest | null;
  building: boolean;
}

/** `shown`: the trip as a change would make it, while that is looked at. */
export function planOf(trip: TripView, run: RunState | null, shown: Itinerary | null = null): PlanView {
  // Once the record holds what the run ended with, the record is newer: it may have been undone since.
  const news = run !== null && trip.run?.id === run.runId && trip.run.ended_at != null && trip.itinerary !== null ? null : run;
  const itinerary = shown ?? news?.itinerary ?? trip.itinerary;
  const request = news?.request ?? trip.request;
  const building = run !== null && !isOver(run.phase) && run.phase !== "waiting";
  const drafts = shown !== null || news?.itinerary != null || (!building && trip.itinerary !== null) ? {} : (news?.days ?? {});
  const kept = itinerary?.days ?? [];
  const drafted = Object.keys(drafts).map(Number);
  const wished = building ? (run.request?.days ?? 0) : 0;
  const count = Math.max(wished === 0 ? kept.length : wished, ...drafted, 0);
  const slots = Array.from({ length: count }, (_, n) => {
    const draft = drafts[n + 1];
    return { number: n + 1, day: draft ?? kept[n] ?? null, fresh: draft !== undefined };
  });
  return { slots, itinerary, request, building };
}

/** Names and places by id, from the itinerary and, while it is being built, from the atlas. */
export interface Book {
  place: (id: string) => Place | null;
  city: (id: string) => CityFacts | null;
}

export function bookOf(itinerary: Itinerary | null, more: readonly Place[]): Book {
  const places = new Map([...more, ...(itinerary?.places ?? [])].map((place) => [place.id, place]));
  const cities = new Map((itinerary?.cities ?? []).map((city) => [city.id, city]));
  return { place: (id) => places.get(id) ?? null, city: (id) => cities.get(id) ?? null };
}

/** Cities whose places are needed but not carried by the itinerary. */
export function citiesToLoad(plan: PlanView): readonly string[] {
  const known = new Set(plan.itinerary?.places.map((place) => place.id));
  const missing = plan.slots.flatMap(({ day }) => (day === null ? [] : placeIdsOf(day))).filter((id) => !known.has(id));
  return [...new Set(missing.map((id) => id.split("/")[0] ?? id))];
}

export function placeIdsOf(day: Day): readonly string[] {
  const ids = [day.base_id, ...day.stops.map((stop) => stop.place_id)];
  return day.sleep_id === null ? ids : [...ids, day.sleep_id];
}

export interface MapStop {
  stop: Stop;
  /** 1 for the day's first. */
  order: number;
  name: string;
  category: Category;
  at: Point;
}

export function mapStops(day: Day, book: Book): readonly MapStop[] {
  return day.stops.flatMap((stop, index) => {
    const place = book.place(stop.place_id);
    return place === null ? [] : [{ stop, order: index + 1, name: place.name, category: place.category, at: place.at }];
  });
}
