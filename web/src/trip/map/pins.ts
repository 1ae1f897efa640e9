import { type Map as MapLibre, Marker } from "maplibre-gl";

import { apart } from "./apart";
import { readable } from "./crowding";
import styles from "./Map.module.css";

/** Half of a pin with its border and a gap, in pixels; a bed may touch it. */
const [PIN, BED] = [15, 9];

/** A sign in a colour of the day's that can be pressed. Its name is what it shows (WCAG 2.5.3): the sign, and what stands there. */
export function pin(sign: string, label: string, tone: number): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = styles.pin ?? "";
  button.dataset.tone = String(tone);
  button.textContent = `${sign} `;
  button.title = label;
  const name = document.createElement("span");
  name.className = styles.pinName ?? "";
  name.textContent = label;
  button.append(name);
  // A map that still flies carries the pin away between press and release: the press counts.
  button.addEventListener("pointerdown", (event) => button.setPointerCapture(event.pointerId));
  return button;
}

export function bedPin(name: string, label: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = styles.bed ?? "";
  mark.title = name;
  mark.role = "img";
  mark.ariaLabel = label;
  return mark;
}

/** Pins give way to one another, then as many names as can be read are shown; to be done anew at each scale. */
export function arrange(map: MapLibre, markers: ReadonlySet<Marker>): void {
  const all = [...markers];
  const shifts = apart(all.map((marker) => {
    const { x, y } = map.project(marker.getLngLat());
    const touched = isPin(marker.getElement());
    return { x, y, radius: touched ? PIN : BED, fixed: !touched };
  }));
  all.forEach((marker, n) => marker.setOffset([shifts[n]?.x ?? 0, shifts[n]?.y ?? 0]));
  partNames(all.map((marker) => marker.getElement()).filter(isPin));
}

function isPin(element: HTMLElement): boolean {
  return element.classList.contains(styles.pin ?? "");
}

/** Names that lie upon one another cannot be read: they wait for a closer look. The chosen one's comes first. */
function partNames(pins: readonly HTMLElement[]): void {
  const chosenFirst = [...pins].sort((a, b) => Number(b.hasAttribute("data-chosen")) - Number(a.hasAttribute("data-chosen")));
  const labelled = chosenFirst.flatMap((pin) => {
    const name = pin.querySelector<HTMLElement>("span");
    return name === null ? [] : [{ name, pin }];
  });
  const shown = readable(labelled.map(({ pin, name }) => ({ pin: pin.getBoundingClientRect(), name: name.getBoundingClientRect() })));
  labelled.forEach(({ name }, n) => name.toggleAttribute("data-crowded", !shown[n]));
}
