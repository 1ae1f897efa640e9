import "maplibre-gl/dist/maplibre-gl.css";

import { useState } from "react";

import type { Book } from "../plan";
import type { Basemap } from "./basemap";
import styles from "./Map.module.css";
import type { PlannedDay } from "./planned";
import { useMapLibre } from "./useMapLibre";
import { useMarkers } from "./useMarkers";
import { useRoutes } from "./useRoutes";

interface Props {
  basemap: Basemap;
  days: readonly PlannedDay[];
  current: PlannedDay | null;
  book: Book;
}

export function RouteMap({ basemap, days, current, book }: Props) {
  const [holder, setHolder] = useState<HTMLDivElement | null>(null);
  const map = useMapLibre(holder, basemap);
  useRoutes(map, basemap.offline, days, current, book);
  useMarkers(map, current, book);
  return <div ref={setHolder} className={styles.canvas} />;
}
