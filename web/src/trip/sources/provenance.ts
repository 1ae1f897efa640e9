/** Where facts come from, in a traveller's words. Pure; the moment of reading is handed in. */
import type { TFunction } from "i18next";

import { type Itinerary, listed, type Place, type Source } from "@/api/types";
import { formatAgo, formatMonthOfYear } from "@/format/dates";

type Words = TFunction<"sources">;
type OwnName = "rates" | "rail" | "climate" | "prices" | "estimate" | "atlas";

/** A fact by what it is about. */
export interface Fact {
  what: "place" | "also" | "photo" | "way" | "journey" | "weather";
  source: Source;
}

interface Family {
  /** A provider's own name. */
  name?: string;
  /** One of our tables, by the key of its name. */
  own?: OwnName;
  /** What its terms ask to be shown where its facts are. */
  notice?: { text: string; url: string };
}

const OSM: Family = { name: "OpenStreetMap", notice: { text: "© OpenStreetMap contributors", url: "https://www.openstreetmap.org/copyright" } };

// By how the provider's adapters begin; the first that fits.
const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^google/, { name: "Google", notice: { text: "Google Maps", url: "https://www.google.com/help/terms_maps/" } }],
  [/^mapbox/, { name: "Mapbox", notice: { text: "© Mapbox", url: "https://www.mapbox.com/about/maps/" } }],
  [/^(osm|osrm|nominatim|overpass|openstreetmap)/, OSM],
  [/^open-meteo/, { name: "Open-Meteo", notice: { text: "Weather data by Open-Meteo.com", url: "https://open-meteo.com/" } }],
  [/^openweather/, { name: "OpenWeather", notice: { text: "Weather data by OpenWeather", url: "https://openweathermap.org/" } }],
  [/^openexchangerates/, { name: "Open Exchange Rates" }],
  [/^frankfurter/, { name: "Frankfurter" }],
  [/^embedded-rates/, { own: "rates" }],
  [/^embedded-rail/, { own: "rail" }],
  [/^(climate-normals|estimated-climate)/, { own: "climate" }],
  [/^price-level/, { own: "prices" }],
  [/^(offline-|distance-|estimat)/, { own: "estimate" }],
  [/^(atlas|world-cities)/, { own: "atlas" }],
];

export function familyOf(provider: string): Family {
  const known = FAMILIES.find(([pattern]) => pattern.test(provider));
  return known?.[1] ?? { name: provider.charAt(0).toUpperCase() + provider.slice(1).replaceAll("-", " ") };
}

export function nameOf(provider: string, t: Words): string {
  const { name, own } = familyOf(provider);
  return own === undefined ? (name ?? provider) : t(`family.${own}`);
}

/** A word on the first fact, which the others only add to: a live photo makes no old opening hour fresh. */
export function markOf(facts: readonly Fact[], t: Words): { freshness: Source["freshness"]; text: string } {
  const [main, ...others] = facts;
  if (main === undefined) return { freshness: "atlas", text: "" };
  const { freshness, provider } = main.source;
  const word = t(`short.${freshness}`, { name: nameOf(provider, t) });
  return { freshness, text: others.length === 0 ? word : `${word} +${others.length}` };
}

/** "Google, read live 5 minutes ago", "Atlas, June 2025", "Our estimate". */
export function sourceLine(source: Source, now: Date, locale: string, t: Words): string {
  const name = nameOf(source.provider, t);
  const ago = source.read_at == null ? null : formatAgo(source.read_at, now, locale);
  switch (source.freshness) {
    case "live":
      return ago === null ? t("line.live", { name }) : t("line.liveAgo", { name, ago });
    case "cached":
      return ago === null ? t("line.cached", { name }) : t("line.cachedAgo", { name, ago });
    case "estimated":
      return familyOf(source.provider).own === "estimate" ? name : t("line.estimated", { name });
    case "atlas":
      return t("line.atlas", { name, month: formatMonthOfYear(source.as_of, locale) });
  }
}

/** A place's own source, who else gave a fact of it, and its photos'. */
export function placeFacts(place: Place): readonly Fact[] {
  const more = listed(place.more_sources).map((source) => ({ what: "also" as const, source }));
  const photos = listed(place.photos).slice(0, 1).map(({ source }) => ({ what: "photo" as const, source }));
  return [{ what: "place", source: place.source }, ...more, ...photos];
}

export interface Group {
  what: "places" | "photos" | "ways" | "journeys" | "weather" | "rates";
  /** Each provider and kind of freshness once, those with most facts first. */
  from: readonly { source: Source; count: number }[];
}

/** All facts of the plan, gathered by what they are about. */
export function groupsOf(itinerary: Itinerary): readonly Group[] {
  const { places, days } = itinerary;
  const legs = days.flatMap((day) => [...day.stops.map((stop) => stop.leg), ...(day.back == null ? [] : [day.back])]);
  const travels = days.flatMap((day) => [...(day.travel_in?.legs ?? []), ...(day.travel_out?.legs ?? [])]);
  const groups: Group[] = [
    { what: "places", from: counted(places.flatMap((place) => [place.source, ...listed(place.more_sources)])) },
    { what: "photos", from: counted(places.flatMap((place) => listed(place.photos).slice(0, 1).map(({ source }) => source))) },
    { what: "ways", from: counted(legs.map(({ source }) => source)) },
    { what: "journeys", from: counted(travels.map(({ source }) => source)) },
    { what: "weather", from: counted(days.flatMap(({ weather }) => (weather == null ? [] : [weather.source]))) },
    { what: "rates", from: counted(itinerary.rates.map(({ source }) => source)) },
  ];
  return groups.filter(({ from }) => from.length > 0);
}

function counted(sources: readonly Source[]): Group["from"] {
  const found = new Map<string, { source: Source; count: number }>();
  for (const source of sources) {
    const { name, own } = familyOf(source.provider);
    const key = `${name ?? own ?? ""}/${source.freshness}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, { source, count: 1 });
    // The oldest read speaks for all: nothing is made to look fresher than it is.
    else found.set(key, { source: older(before.source, source), count: before.count + 1 });
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}

function older(one: Source, other: Source): Source {
  const [a, b] = [one.read_at ?? one.as_of, other.read_at ?? other.as_of];
  return a <= b ? one : other;
}

/** What the providers' terms ask to be shown, each once. */
export function noticesOf(groups: readonly Group[]): readonly { text: string; url: string }[] {
  const notices = groups.flatMap(({ from }) => from.flatMap(({ source }) => familyOf(source.provider).notice ?? []));
  return [...new Map(notices.map((notice) => [notice.text, notice])).values()];
}

/** Who wrote the words: a model by its name, or our own rules. */
export function writerOf(itinerary: Itinerary, t: Words): string {
  const level = itinerary.served_by;
  return level === "" || level === "offline" || level === "rules" ? t("writer.rules") : t("writer.model", { model: level });
}
