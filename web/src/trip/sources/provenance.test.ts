import { describe, expect, it } from "vitest";

import type { Itinerary, Place, Source } from "@/api/types";
import { words } from "@/i18n/testing";

import { groupsOf, markOf, nameOf, noticesOf, placeFacts, sourceLine, writerOf } from "./provenance";

const t = words("sources");
const NOW = new Date("2026-11-21T10:00:00Z");

function source(provider: string, freshness: Source["freshness"], read_at: string | null = null): Source {
  return { provider, freshness, reference: "1", as_of: "2025-06-01", read_at };
}

describe("sourceLine", () => {
  it.each([
    [source("google-places", "live", "2026-11-21T09:55:00Z"), "Google, read live 5 minutes ago"],
    [source("open-meteo", "cached", "2026-11-21T07:00:00Z"), "Open-Meteo, from a kept answer, read 3 hours ago"],
    [source("atlas", "atlas"), "Atlas, June 2025"],
    [source("offline-routes", "estimated"), "Our estimate"],
    [source("climate-normals", "atlas"), "Climate averages, June 2025"],
    [source("embedded-rail", "estimated"), "Rail table: an estimate"],
    [source("some-one", "live"), "Some one, read live"],
  ])("%o", (given, line) => {
    expect(sourceLine(given, NOW, "en", t)).toBe(line);
  });
});

describe("markOf", () => {
  const atlas = { what: "place" as const, source: source("atlas", "atlas") };
  const google = { what: "also" as const, source: source("google-places", "live") };

  it("is the first fact's, by name where somebody was asked", () => {
    expect(markOf([atlas], t)).toEqual({ freshness: "atlas", text: "Atlas" });
    expect(markOf([google], t)).toEqual({ freshness: "live", text: "Google, live" });
  });

  it("is not made fresher by what others added", () => {
    expect(markOf([atlas, google], t)).toEqual({ freshness: "atlas", text: "Atlas +1" });
  });
});

const PLACE = {
  source: source("atlas", "atlas"),
  more_sources: [source("osm-places", "cached", "2026-11-20T00:00:00Z")],
  photos: [{ source: source("wikimedia", "live", "2026-11-21T09:00:00Z") }],
} as unknown as Place;

const ITINERARY = {
  places: [PLACE, { ...PLACE, more_sources: [source("osm-places", "cached", "2026-11-18T00:00:00Z")] }],
  days: [{ stops: [{ leg: { source: source("offline-routes", "estimated") } }], back: null, weather: { source: source("open-meteo", "live") } }],
  rates: [],
  served_by: "gemini-2.5-flash",
} as unknown as Itinerary;

describe("groupsOf", () => {
  it("counts each provider once, and the oldest read speaks for all", () => {
    const groups = groupsOf(ITINERARY);
    expect(groups.map(({ what }) => what)).toEqual(["places", "photos", "ways", "weather"]);
    const osm = groups[0]?.from.find(({ source: one }) => one.provider === "osm-places");
    expect(osm).toMatchObject({ count: 2, source: { read_at: "2026-11-18T00:00:00Z" } });
  });

  it("names those whose terms ask for it", () => {
    const texts = noticesOf(groupsOf(ITINERARY)).map(({ text }) => text);
    expect(texts).toEqual(["© OpenStreetMap contributors", "Weather data by Open-Meteo.com"]);
  });
});

it("tells a place's facts apart", () => {
  expect(placeFacts(PLACE).map(({ what, source: { provider } }) => `${what}: ${nameOf(provider, t)}`)).toEqual([
    "place: Atlas",
    "also: OpenStreetMap",
    "photo: Wikimedia",
  ]);
});

it("says who wrote the words", () => {
  expect(writerOf(ITINERARY, t)).toBe("Written by gemini-2.5-flash");
  expect(writerOf({ ...ITINERARY, served_by: "offline" }, t)).toBe("Written by our own rules, without a language model");
});
