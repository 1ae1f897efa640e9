import type { TFunction } from "i18next";

import type errors from "@/locales/en/errors.json";

type Known = keyof typeof errors.field;

const KNOWN: readonly string[] = ["message", "text", "destinations", "start_on", "dates", "days", "budget", "party", "must_see"] satisfies Known[];

/** A field of the API in a traveller's words. */
export function fieldName(field: string, t: TFunction<"errors">): string {
  const known = [field, field.split(".").at(-1)].find((name): name is Known => name !== undefined && KNOWN.includes(name));
  return known === undefined ? field.replaceAll("_", " ").replaceAll(".", " › ") : t(`field.${known}`);
}
