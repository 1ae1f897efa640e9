import type { TripRequest } from "@/api/types";

/** "2 adults, 2 children (6, 9)" */
export function partyText(party: TripRequest["party"]): string {
  const adults = party.adults === 1 ? "1 adult" : `${party.adults} adults`;
  const { length } = party.children;
  if (length === 0) return adults;
  return `${adults}, ${length === 1 ? "1 child" : `${length} children`} (${party.children.join(", ")})`;
}

/** "Kyoto and Tokyo", for the time before the plan has a title of its own. */
export function destinationsText(request: TripRequest, language: string): string {
  return new Intl.ListFormat(language).format(request.destinations.map(({ name }) => name));
}
