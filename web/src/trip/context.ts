/** What every part of a trip's page may need without being handed it through all levels. */
import { createContext, use } from "react";

import type { Edit } from "@/api/types";

import type { Book } from "./plan";

export interface TripContext {
  tripId: string;
  language: string;
  book: Book;
  /** False while a run is at work: the server would refuse. */
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

/** The trip's language, with the browser's region where it is the same language. */
export function localeFor(language: string, browser: string): string {
  return browser.split("-")[0] === language ? browser : language;
}
