/** The days' routes as GeoJSON and as numbers on a plane; no map library in here. */
import type { Feature, FeatureCollection, LineString } from "geojson";

import type { Day, Point } from "@/api/types";

import { type Book, mapStops } from "../plan";

export type Box = readonly [west: number, south: number, east: number, north: number];

const LEAST_DEGREES = 0.012;

/** From the base through the stops and back, straight from point to point. */
export function routePoints(day: Day, book: Book): readonly Point[] {
  const base = book.place(day.base_id)?.at;
  const stops = mapStops(day, book).map(({ at }) => at);
  if (base === undefined || stops.length === 0) return stops;
  return day.back == null ? [base, ...stops] : [base, ...stops, base];
}

export function routeFeatures(days: readonly { number: number; day: Day }[], book: Book): FeatureCollection<LineString> {
  const features = days.flatMap(({ number, day }): Feature<LineString>[] => {
    const points = routePoints(day, book);
    if (points.length < 2) return [];
    const coordinates = points.map(({ lon, lat }) => [lon, lat]);
    return [{ type: "Feature", properties: { day: number, tone: (number - 1) % 7 }, geometry: { type: "LineString", coordinates } }];
  });
  return { type: "FeatureCollection", features };
}

/** The box around points, never smaller than about a kilometre; null around nothing. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const [west, east] = widened(Math.min(...lons), Math.max(...lons));
  const [south, north] = widened(Math.min(...lats), Math.max(...lats));
  return [west, south, east, north];
}

function widened(low: number, high: number): [number, number] {
  const lack = Math.max(0, LEAST_DEGREES - (high - low)) / 2;
  return [low - lack, high + lack];
}

/** Lines every kilometre around a point, so that a map without streets still has a measure. */
export function kilometreGrid(centre: Point, reachKm = 30): FeatureCollection<LineString> {
  const perLat = 1 / 110.57;
  const perLon = 1 / (111.32 * Math.cos((centre.lat * Math.PI) / 180));
  const west = centre.lon - reachKm * perLon;
  const south = centre.lat - reachKm * perLat;
  const line = (coordinates: [number, number][]): Feature<LineString> => ({
    type: "Feature",
    properties: {},
    geometry: { type: "LineString", coordinates },
  });
  const steps = Array.from({ length: 2 * reachKm + 1 }, (_, n) => n);
  return {
    type: "FeatureCollection",
    features: [
      ...steps.map((n) => line([[west + n * perLon, south], [west + n * perLon, south + 2 * reachKm * perLat]])),
      ...steps.map((n) => line([[west, south + n * perLat], [west + 2 * reachKm * perLon, south + n * perLat]])),
    ],
  };
}
