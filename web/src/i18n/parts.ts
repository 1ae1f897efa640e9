/** The areas of words that are fetched together: what every page says, what the first page does, and so on. */
import type { Namespace } from "i18next";

export type Area = Extract<Namespace, string>;

export const PARTS = {
  every: ["common", "errors", "input"],
  start: ["landing", "form"],
  trips: ["trip", "plan", "chat", "map", "sources", "practical", "documents", "share", "edit"],
  account: ["account"],
  console: ["console"],
  notifications: ["notifications"],
} as const satisfies Record<string, readonly Area[]>;

export type Part = keyof typeof PARTS;

const partOf = new Map(Object.entries(PARTS).flatMap(([part, areas]) => areas.map((area): [string, string] => [area, part])));

/** The name under which the bundler keeps a language's part, "en/trips" for one. */
export function fileOf(language: string, area: string): string {
  return `${language}/${partOf.get(area) ?? ""}`;
}
