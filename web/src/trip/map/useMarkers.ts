import { type Map as MapLibre, Marker } from "maplibre-gl";
import { useEffect, useRef } from "react";

import { useTripContext } from "../context";
import { type Book, mapStops } from "../plan";
import styles from "./Map.module.css";
import type { PlannedDay } from "./planned";

/** The chosen day's stops as numbered buttons, and its bed; they point where the timeline points. */
export function useMarkers(map: MapLibre | null, current: PlannedDay | null, book: Book): void {
  const { focus, setFocus } = useTripContext();
  const buttons = useRef(new Map<string, HTMLElement>());
  const tell = useRef(setFocus);
  useEffect(() => {
    tell.current = setFocus;
  });

  useEffect(() => {
    if (map === null || current === null) return;
    const { number, day } = current;
    const known = buttons.current;
    const stops = mapStops(day, book).map(({ stop, order, name, at }) => {
      const button = pin(String(order), `${order}. ${name}`, (number - 1) % 7);
      button.addEventListener("click", () => tell.current({ day: number, stopId: stop.id, by: "map" }));
      button.addEventListener("mouseenter", () => tell.current({ day: number, stopId: stop.id, by: "scroll" }));
      known.set(stop.id, button);
      return new Marker({ element: button }).setLngLat(at).addTo(map);
    });
    const base = book.place(day.base_id);
    const bed = base === null ? [] : [new Marker({ element: bedPin(base.name) }).setLngLat(base.at).addTo(map)];
    return () => {
      known.clear();
      [...stops, ...bed].forEach((marker) => marker.remove());
    };
  }, [map, current, book]);

  useEffect(() => {
    buttons.current.forEach((button, id) => {
      button.toggleAttribute("data-chosen", id === focus.stopId);
    });
  }, [focus.stopId, current, map, book]);
}

function pin(text: string, label: string, tone: number): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = styles.pin ?? "";
  button.dataset.tone = String(tone);
  button.textContent = text;
  button.ariaLabel = label;
  button.title = label;
  const name = document.createElement("span");
  name.className = styles.pinName ?? "";
  name.textContent = label.replace(/^\d+\. /, "");
  button.append(name);
  return button;
}

function bedPin(name: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = styles.bed ?? "";
  mark.title = name;
  mark.role = "img";
  mark.ariaLabel = `Your stay: ${name}`;
  return mark;
}
