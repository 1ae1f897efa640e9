import { type LngLatLike, type Map as MapLibre, Marker } from "maplibre-gl";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import { useEditing } from "../edit/context";
import { markOf } from "../edit/diffs";
import { type Book, mapStops } from "../plan";
import { arrange, bedPin, pin } from "./pins";
import type { PlannedDay } from "./planned";

/** The chosen day's stops as numbered buttons, and its bed; they point where the timeline points. */
export function useMarkers(map: MapLibre | null, current: PlannedDay | null, book: Book): void {
  const { t } = useTranslation("map");
  const { focus, setFocus } = useTripContext();
  const { marks, side, offered } = useEditing();
  const buttons = useRef(new Map<string, HTMLElement>());
  const standing = useRef(new Set<Marker>());
  const tell = useRef(setFocus);
  useEffect(() => {
    tell.current = setFocus;
  });

  useEffect(() => {
    if (map === null || current === null) return;
    const { number, day } = current;
    const known = buttons.current;
    const tone = (number - 1) % 7;
    const stops = mapStops(day, book).map(({ stop, order, name, at }) => {
      const button = pin(String(order), name, tone);
      const mark = markOf(marks[side], number, stop);
      if (mark !== null) button.dataset.mark = mark;
      button.addEventListener("click", () => tell.current({ day: number, stopId: stop.id, by: "map" }));
      button.addEventListener("mouseenter", () => tell.current({ day: number, stopId: stop.id, by: "scroll" }));
      known.set(stop.id, button);
      return marker(button, at);
    });
    const gone = (side === "after" ? (marks.gone.get(number) ?? []) : []).flatMap((was) => {
      const at = book.place(was.place_id)?.at;
      if (at === undefined) return [];
      const button = pin("−", was.name, tone);
      button.dataset.mark = "goes";
      return [marker(button, at)];
    });
    const base = book.place(day.base_id);
    const bed = base === null ? [] : [marker(bedPin(base.name, t("bed", { name: base.name })), base.at)];
    const remove = stand(map, standing.current, [...stops, ...gone, ...bed]);
    return () => {
      known.clear();
      remove();
    };
  }, [map, current, book, marks, side, t]);

  // What could be added stands beside the plan; a tap chooses it.
  useEffect(() => {
    if (map === null || offered === null) return;
    const pins = offered.places.map((place) => {
      const button = pin("+", t("offer", { name: place.name }), (offered.day - 1) % 7);
      button.dataset.offer = "";
      button.addEventListener("click", () => offered.choose(place));
      return marker(button, place.at);
    });
    return stand(map, standing.current, pins);
  }, [map, offered, t]);

  useEffect(() => {
    buttons.current.forEach((button, id) => {
      button.toggleAttribute("data-chosen", id === focus.stopId);
    });
  }, [focus.stopId, current, map, book]);

  useEffect(() => {
    if (map === null) return;
    const part = () => arrange(map, standing.current);
    part();
    const heard = [map.on("moveend", part), map.on("resize", part)];
    return () => heard.forEach((one) => one.unsubscribe());
  }, [map, current, book, marks, side, offered, focus.stopId]);
}

function marker(element: HTMLElement, at: LngLatLike): Marker {
  return new Marker({ element }).setLngLat(at);
}

/** On the map among those that stand there, until they are taken away. */
function stand(map: MapLibre, standing: Set<Marker>, markers: readonly Marker[]): () => void {
  markers.forEach((one) => standing.add(one.addTo(map)));
  return () => markers.forEach((one) => {
    standing.delete(one);
    one.remove();
  });
}
