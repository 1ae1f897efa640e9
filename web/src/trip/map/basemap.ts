/**
 * What lies under the route. Online: OpenFreeMap's vector tiles (openfreemap.org, OpenStreetMap data,
 * free without a key, attribution in the style). Without a network: country outlines from Natural
 * Earth through the world-atlas package, which the page carries itself.
 */
import i18next from "i18next";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import atlasAddress from "world-atlas/countries-50m.json?url";

import type { Theme } from "@/theme/theme";

const STYLES: Readonly<Record<Theme, string>> = {
  light: "https://tiles.openfreemap.org/styles/liberty",
  dark: "https://tiles.openfreemap.org/styles/dark",
};
const PATIENCE_MS = 2500;
const PAPER: Readonly<Record<Theme, { land: string; sea: string; line: string }>> = {
  light: { land: "#f3eee4", sea: "#cfe0e4", line: "#b9ad98" },
  dark: { land: "#20272f", sea: "#131c25", line: "#4a5561" },
};

export interface Basemap {
  style: StyleSpecification | string;
  offline: boolean;
}

let reachable: Promise<boolean> | null = null;

export async function basemapFor(theme: Theme): Promise<Basemap> {
  reachable ??= canReach(STYLES[theme]);
  if (await reachable) return { style: STYLES[theme], offline: false };
  return { style: await outlines(theme), offline: true };
}

async function canReach(address: string): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

async function outlines(theme: Theme): Promise<StyleSpecification> {
  const [{ feature }, answer] = await Promise.all([import("topojson-client"), fetch(atlasAddress)]);
  const topology = (await answer.json()) as Parameters<typeof feature>[0];
  const countries = topology.objects.countries;
  if (countries === undefined) throw new Error("world-atlas without countries");
  const { land, sea, line } = PAPER[theme];
  const layers: LayerSpecification[] = [
    // At a city's scale the outlines are too coarse to be true: the coast fades into plain paper.
    { id: "sea", type: "background", paint: { "background-color": ["interpolate", ["linear"], ["zoom"], 7, sea, 9, land] } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": land } },
    { id: "borders", type: "line", source: "countries",
      paint: { "line-color": line, "line-opacity": ["interpolate", ["linear"], ["zoom"], 7, 0.8, 9, 0] } },
  ];
  return {
    version: 8,
    sources: { countries: { type: "geojson", data: feature(topology, countries), attribution: i18next.t("map:outlines") } },
    layers,
  };
}
