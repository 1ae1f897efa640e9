/** What every part of a trip's page may need without being handed it through all levels. */
import { createContext, use } from "react";

import type { Edit, PlaceImage } from "@/api/types";

import type { Book } from "./plan";

export interface TripContext {
  tripId: string;
  /** The trip's own language, in which its words are written: for `lang`. */
  language: string;
  /** The page's language and the reader's region: for dates, numbers and money. */
  locale: string;
  book: Book;
  /** The pictures of the trip's places, by place id; a place without one is not in it. */
  images: ReadonlyMap<string, PlaceImage>;
  /** Whether whoever looks may change the trip at all. */
  mayEdit: boolean;
  /** False also while a run is at work: the server would refuse. */
  editable: boolean;
  edit: (edit: Edit) => void;
  focus: Focus;
  setFocus: (focus: Focus) => void;
}

/** The day on the map and the stop pointed at; `by` says who moved it, so that the other follows. */
export interface Focus {
  day: number;
  stopId: string | null;
  by: "plan" | "map" | "scroll";
}

export const TripContext = createContext<TripContext | null>(null);

export function useTripContext(): TripContext {
  const context = use(TripContext);
  if (context === null) throw new Error("a part of the trip's page stands outside it");
  return context;
}
