/** What is wrong with a form before it is sent: a word of `form.fault` by field. */
import { listOf, type TripWish } from "./wish";

const MOST_DAYS = 30;
const MOST_CITIES = 8;
const MOST_PEOPLE = 20;
const OLDEST_CHILD = 17;

export type FieldName = "where" | "startOn" | "days" | "adults" | "children" | "budget";
export type Fault = "where" | "tooManyCities" | "startOn" | "past" | "days" | "people" | "ages" | "budget";

/** `today` as ISO 8601, of the reader's own calendar. */
export function faultsOf(wish: TripWish, ages: string, today: string): Partial<Record<FieldName, Fault>> {
  const cities = listOf(wish.where);
  return {
    ...(cities.length === 0 && { where: "where" as const }),
    ...(cities.length > MOST_CITIES && { where: "tooManyCities" as const }),
    ...(!isDate(wish.startOn) ? { startOn: "startOn" as const } : wish.startOn < today && { startOn: "past" as const }),
    ...(!isWhole(wish.days, 1, MOST_DAYS) && { days: "days" as const }),
    ...(!isWhole(wish.adults, 1, MOST_PEOPLE - wish.children.length) && { adults: "people" as const }),
    ...(agesIn(ages) === null && { children: "ages" as const }),
    ...(wish.budget !== null && !isWhole(wish.budget, 1, 10_000_000) && { budget: "budget" as const }),
  };
}

/** "6, 9" as ages; null where something is none. */
export function agesIn(text: string): number[] | null {
  const ages = listOf(text.replaceAll(/\s+/g, ",")).map(Number);
  return ages.every((age) => isWhole(age, 0, OLDEST_CHILD)) ? ages : null;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
