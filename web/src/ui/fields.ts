const NAMES: Readonly<Record<string, string>> = {
  message: "Your message",
  text: "Your message",
  destinations: "Destination",
  start_on: "Dates",
  dates: "Dates",
  days: "Number of days",
  budget: "Budget",
  party: "Who travels",
  must_see: "Must-see places",
};

/** A field of the API in a traveller's words. */
export function fieldName(field: string): string {
  const known = NAMES[field] ?? NAMES[field.split(".").at(-1) ?? field];
  return known ?? field.replaceAll("_", " ").replaceAll(".", " › ");
}
