import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef } from "react";

import type { Book } from "../plan";
import type { PlannedDay } from "./planned";
import { boxAround, kilometreGrid, routeFeatures, routePoints } from "./route";

const GRID = "grid";
const ROUTES = "routes";
const CASING = "routes-casing";

/** Every day's route, the chosen one strong and in view. */
export function useRoutes(map: MapLibre | null, grid: boolean, days: readonly PlannedDay[], current: PlannedDay | null, book: Book): void {
  useEffect(() => {
    if (map === null) return;
    const routes = routeFeatures(days, book);
    const source = map.getSource<GeoJSONSource>(ROUTES);
    if (source === undefined) addRoutes(map, routes);
    else void source.setData(routes);
  }, [map, days, book]);

  const base = current === null ? undefined : book.place(current.day.base_id)?.at;
  const { lat, lon } = base ?? {};
  useEffect(() => {
    if (map === null || !grid || lat === undefined || lon === undefined) return;
    const lines = kilometreGrid({ lat, lon });
    const source = map.getSource<GeoJSONSource>(GRID);
    if (source === undefined) addGrid(map, lines);
    else void source.setData(lines);
  }, [map, grid, lat, lon]);

  const chosen = current?.number ?? 0;
  useEffect(() => {
    if (map?.getLayer(ROUTES) === undefined) return;
    map.setPaintProperty(CASING, "line-opacity", ["case", ["==", ["get", "day"], chosen], 0.8, 0]);
    map.setPaintProperty(ROUTES, "line-opacity", ["case", ["==", ["get", "day"], chosen], 0.95, 0.28]);
    map.setPaintProperty(ROUTES, "line-width", ["case", ["==", ["get", "day"], chosen], 4, 2.5]);
  }, [map, chosen, days]);

  const box = current === null ? null : boxAround(routePoints(current.day, book));
  const key = box?.join() ?? "";
  const seen = useRef<MapLibre | null>(null);
  useEffect(() => {
    if (map === null || key === "") return;
    const [west = 0, south = 0, east = 0, north = 0] = key.split(",").map(Number);
    // The first view is simply there; from then on the map travels from day to day.
    const still = seen.current !== map || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const duration = still ? 0 : 700;
    seen.current = map;
    map.fitBounds([[west, south], [east, north]], { padding: { top: 72, bottom: 96, left: 84, right: 84 }, duration, maxZoom: 15.5 });
  }, [map, key]);
}

function addRoutes(map: MapLibre, data: ReturnType<typeof routeFeatures>): void {
  const style = getComputedStyle(document.documentElement);
  const tones = Array.from({ length: 7 }, (_, n) => style.getPropertyValue(`--tone-${n}`).trim());
  map.addSource(ROUTES, { type: "geojson", data });
  map.addLayer({
    id: CASING,
    type: "line",
    source: ROUTES,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": style.getPropertyValue("--surface").trim(), "line-width": 8, "line-opacity": 0 },
  });
  map.addLayer({
    id: ROUTES,
    type: "line",
    source: ROUTES,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": ["to-color", ["at", ["get", "tone"], ["literal", tones]]], "line-width": 4 },
  });
}

function addGrid(map: MapLibre, data: ReturnType<typeof kilometreGrid>): void {
  map.addSource(GRID, { type: "geojson", data });
  const under = map.getLayer(CASING) === undefined ? undefined : CASING;
  map.addLayer(
    { id: GRID, type: "line", source: GRID, minzoom: 9, paint: { "line-color": "#8a8577", "line-width": 1, "line-opacity": 0.16 } },
    under,
  );
}
