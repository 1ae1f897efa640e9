/**
 * A form filled in, as the sentence that somebody would have written: one way into planning, however it was asked for.
 *
 * In the languages that our own rules read; elsewhere in English, which they read too. tests/agents/intent/test_form_wishes.py
 * holds that what is written here is what is read there (wishes.json).
 */

export const INTERESTS = ["temples", "museums", "art", "history", "architecture", "food", "nightlife", "music", "shopping", "markets", "nature", "gardens", "hiking", "beaches", "views", "family"] as const;
export const DIETS = ["vegetarian", "vegan", "halal", "kosher", "gluten_free"] as const;
export const LEVELS = ["budget", "moderate", "luxury"] as const;
export const PACES = ["relaxed", "moderate", "fast"] as const;
export const CURRENCIES = ["EUR", "USD", "GBP", "JPY", "CHF", "AED", "SAR", "CAD", "AUD", "SEK"] as const;

export type Interest = (typeof INTERESTS)[number];
export type Diet = (typeof DIETS)[number];

export interface TripWish {
  /** Cities, commas between them. */
  where: string;
  /** ISO 8601, a calendar date. */
  startOn: string;
  days: number;
  adults: number;
  /** In years, 0 to 17. */
  children: readonly number[];
  /** Of the whole trip, in whole units; null: none. */
  budget: number | null;
  currency: string;
  interests: readonly Interest[];
  level: (typeof LEVELS)[number];
  pace: (typeof PACES)[number];
  diets: readonly Diet[];
  stepFree: boolean;
  mustSee: string;
  /** Whatever else, in own words. */
  more: string;
}

interface Words {
  and: string;
  trip: (days: number, where: string) => string;
  from: (date: string) => string;
  adults: (count: number) => string;
  children: (ages: readonly number[]) => string;
  budget: (amount: string) => string;
  level: Record<"budget" | "luxury", string>;
  pace: Record<"relaxed" | "fast", string>;
  diet: Record<Diet, string>;
  stepFree: string;
  mustSee: (places: string) => string;
  interest: Record<Interest, string>;
}

const EN: Words = {
  and: "and",
  trip: (days, where) => `${days} ${days === 1 ? "day" : "days"} in ${where}`,
  from: (date) => `from ${date}`,
  adults: (count) => `for ${count} ${count === 1 ? "adult" : "adults"}`,
  children: (ages) => `with ${ages.length} ${ages.length === 1 ? "child" : "children"} aged ${joined(ages, "and")}`,
  budget: (amount) => `budget ${amount}`,
  level: { budget: "cheap", luxury: "luxury" },
  pace: { relaxed: "relaxed pace", fast: "at a fast pace" },
  diet: { vegetarian: "vegetarian", vegan: "vegan", halal: "halal", kosher: "kosher", gluten_free: "gluten-free" },
  stepFree: "step-free",
  mustSee: (places) => `must see: ${places}`,
  interest: {
    temples: "temples", museums: "museums", art: "art", history: "history", architecture: "architecture", food: "food",
    nightlife: "nightlife", music: "music", shopping: "shopping", markets: "markets", nature: "nature", gardens: "gardens",
    hiking: "hiking", beaches: "beaches", views: "views", family: "family-friendly",
  },
};

const WORDS: Readonly<Record<string, Words>> = {
  en: EN,
  es: {
    and: "y",
    trip: (days, where) => `${days} ${days === 1 ? "día" : "días"} en ${where}`,
    from: (date) => `desde el ${date}`,
    adults: (count) => `para ${count} ${count === 1 ? "adulto" : "adultos"}`,
    children: (ages) => `con ${ages.length} ${ages.length === 1 ? "niño" : "niños"} de ${joined(ages, "y")} años`,
    budget: (amount) => `presupuesto ${amount}`,
    level: { budget: "barato", luxury: "de lujo" },
    pace: { relaxed: "tranquilo", fast: "intenso" },
    diet: { vegetarian: "vegetariano", vegan: "vegano", halal: "halal", kosher: "kosher", gluten_free: "sin gluten" },
    stepFree: "accesible",
    mustSee: (places) => `queremos ver ${places}`,
    interest: {
      temples: "templos", museums: "museos", art: "arte", history: "historia", architecture: "arquitectura", food: "gastronomía",
      nightlife: "vida nocturna", music: "música", shopping: "compras", markets: "mercados", nature: "naturaleza", gardens: "jardines",
      hiking: "senderismo", beaches: "playas", views: "miradores", family: "actividades para niños",
    },
  },
  fr: {
    and: "et",
    trip: (days, where) => `${days} ${days === 1 ? "jour" : "jours"} à ${where}`,
    from: (date) => `à partir du ${date}`,
    adults: (count) => `pour ${count} ${count === 1 ? "adulte" : "adultes"}`,
    children: (ages) => `avec ${ages.length} ${ages.length === 1 ? "enfant" : "enfants"} de ${joined(ages, "et")} ans`,
    budget: (amount) => `budget ${amount}`,
    level: { budget: "pas cher", luxury: "de luxe" },
    pace: { relaxed: "tranquille", fast: "intense" },
    diet: { vegetarian: "végétarien", vegan: "végétalien", halal: "halal", kosher: "casher", gluten_free: "sans gluten" },
    stepFree: "accessible",
    mustSee: (places) => `à voir : ${places}`,
    interest: {
      temples: "temples", museums: "musées", art: "art", history: "histoire", architecture: "architecture", food: "gastronomie",
      nightlife: "vie nocturne", music: "musique", shopping: "shopping", markets: "marchés", nature: "nature", gardens: "jardins",
      hiking: "randonnées", beaches: "plages", views: "points de vue", family: "kid-friendly",
    },
  },
  de: {
    and: "und",
    trip: (days, where) => `${days} ${days === 1 ? "Tag" : "Tage"} in ${where}`,
    from: (date) => `ab ${date}`,
    adults: (count) => `für ${count} ${count === 1 ? "Erwachsenen" : "Erwachsene"}`,
    children: (ages) => `mit ${ages.length} ${ages.length === 1 ? "Kind" : "Kindern"}, ${joined(ages, "und")} Jahre`,
    budget: (amount) => `Budget ${amount}`,
    level: { budget: "günstig", luxury: "Luxus" },
    pace: { relaxed: "gemütlich", fast: "volles Programm" },
    diet: { vegetarian: "vegetarisch", vegan: "vegan", halal: "halal", kosher: "koscher", gluten_free: "glutenfrei" },
    stepFree: "barrierefrei",
    mustSee: (places) => `unbedingt sehen: ${places}`,
    interest: {
      temples: "Tempel", museums: "Museen", art: "Kunst", history: "Geschichte", architecture: "Architektur", food: "Essen",
      nightlife: "Nachtleben", music: "Musik", shopping: "Einkaufen", markets: "Märkte", nature: "Natur", gardens: "Gärten",
      hiking: "Wandern", beaches: "Strände", views: "Aussicht", family: "kinderfreundlich",
    },
  },
};

/** The wish as a message, in `language` where our rules read it. */
export function sentenceOf(wish: TripWish, language: string): string {
  const written = WORDS[language] === undefined ? "en" : language;
  const words = WORDS[written] ?? EN;
  const extras = [
    ...(wish.children.length > 0 ? [words.children(wish.children)] : []),
    ...(wish.budget !== null ? [words.budget(`${wish.budget} ${wish.currency}`)] : []),
    ...wish.interests.map((interest) => words.interest[interest]),
    ...(wish.level !== "moderate" ? [words.level[wish.level]] : []),
    ...(wish.pace !== "moderate" ? [words.pace[wish.pace]] : []),
    ...wish.diets.map((diet) => words.diet[diet]),
    ...(wish.stepFree ? [words.stepFree] : []),
    ...(wish.mustSee.trim() !== "" ? [words.mustSee(listOf(wish.mustSee).join(", "))] : []),
  ];
  const start = `${words.trip(wish.days, joined(listOf(wish.where), words.and))} ${words.from(dateIn(wish.startOn, written))} ${words.adults(wish.adults)}`;
  const more = wish.more.trim();
  return `${[start, ...extras].join(", ")}.${more === "" ? "" : ` ${more}`}`;
}

/** What stands between commas, without what is empty. */
export function listOf(text: string): string[] {
  return text.split(/[,;、،]/).map((one) => one.trim()).filter((one) => one !== "");
}

function joined(things: readonly (string | number)[], and: string): string {
  return things.length < 2 ? things.join("") : `${things.slice(0, -1).join(", ")} ${and} ${things.at(-1)}`;
}

/** The day is a date on a calendar, nowhere in particular: it must not move with the reader's time zone. */
function dateIn(iso: string, language: string): string {
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}
