/** The English words for tests that run without the page. */
import i18next, { type ResourceKey, type TFunction } from "i18next";

const files = import.meta.glob<ResourceKey>("../locales/en/*.json", { eager: true, import: "default" });
const en = Object.fromEntries(Object.entries(files).map(([path, words]) => [path.split("/").at(-1)?.replace(".json", "") ?? "", words]));

export const i18n = i18next.createInstance();
await i18n.init({ lng: "en", resources: { en }, interpolation: { escapeValue: false } });

/** `t` of one area, in English. */
export function words<Area extends "account" | "chat" | "common" | "edit" | "errors" | "map" | "plan" | "sources" | "trip">(area: Area): TFunction<Area> {
  return i18n.getFixedT("en", area) as unknown as TFunction<Area>;
}
