import { AttributionControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useState } from "react";

import type { Basemap } from "./basemap";

setWorkerUrl(workerAddress);

/** A map in `holder` that is ready to be drawn on; null until its style is there. */
export function useMapLibre(holder: HTMLElement | null, basemap: Basemap): MapLibre | null {
  const [ready, setReady] = useState<MapLibre | null>(null);
  useEffect(() => {
    if (holder === null) return;
    const map = new MapLibre({
      container: holder,
      style: basemap.style,
      center: [12, 30],
      zoom: 1.2,
      attributionControl: false,
      cooperativeGestures: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    });
    const [start, end] = getComputedStyle(holder).direction === "rtl" ? (["right", "left"] as const) : (["left", "right"] as const);
    map.addControl(new NavigationControl({ showCompass: false }), `top-${end}`);
    map.addControl(new ScaleControl({ unit: "metric" }), `bottom-${start}`);
    map.addControl(new AttributionControl({ compact: true }), `bottom-${end}`);
    map.once("style.load", () => setReady(map));
    // A tile that does not come is not worth a word: the route is drawn all the same.
    map.on("error", () => undefined);
    return () => {
      setReady(null);
      map.remove();
    };
  }, [holder, basemap]);
  return ready;
}
