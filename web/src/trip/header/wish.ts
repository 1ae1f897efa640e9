import type { TFunction } from "i18next";

import type { TripRequest } from "@/api/types";
import { formatList } from "@/format/lists";
import { formatNumber } from "@/format/measures";

/** "2 adults, 2 children (6, 9)" */
export function partyText(party: TripRequest["party"], locale: string, t: TFunction<"trip">): string {
  const adults = t("party.adults", { count: party.adults });
  const { length } = party.children;
  if (length === 0) return adults;
  const ages = formatList(party.children.map((age) => formatNumber(age, locale)), locale, "unit");
  return formatList([adults, t("party.children", { count: length, ages })], locale, "unit");
}

/** "Kyoto and Tokyo", for the time before the plan has a title of its own. */
export function destinationsText(request: TripRequest, language: string): string {
  return formatList(request.destinations.map(({ name }) => name), language);
}
