import { expect, it } from "vitest";

import { agesIn, faultsOf } from "./faults";
import { DIETS, INTERESTS, sentenceOf, type TripWish } from "./wish";
import wishes from "./wishes.json";

const PLAIN: TripWish = {
  where: "Rome", startOn: "2027-04-12", days: 3, adults: 2, children: [], budget: null, currency: "EUR",
  interests: [], level: "moderate", pace: "moderate", diets: [], stepFree: false, mustSee: "", more: "",
};
const FULL: TripWish = {
  ...PLAIN, where: "Kyoto, Tokyo", days: 5, children: [6, 9], budget: 2500, interests: ["temples", "food", "gardens"],
  level: "luxury", pace: "relaxed", diets: ["vegetarian", "gluten_free"], stepFree: true, mustSee: "Fushimi Inari Taisha; Ginkaku-ji",
};
const EVERYTHING: TripWish = { ...PLAIN, adults: 1, level: "budget", pace: "fast", interests: INTERESTS, diets: DIETS };
const FORMS: Readonly<Record<string, TripWish>> = { plain: PLAIN, full: FULL, everything: EVERYTHING };

it.each(wishes)("$form in $language is the sentence that our rules are shown to read", ({ form, language, sentence }) => {
  expect(sentenceOf(FORMS[form] ?? PLAIN, language)).toBe(sentence);
});

it("is English where our rules read nothing else", () => {
  expect(sentenceOf(PLAIN, "ja")).toBe(sentenceOf(PLAIN, "en"));
});

it("ends with the traveller's own words as they stand", () => {
  expect(sentenceOf({ ...PLAIN, more: " No early mornings! " }, "en")).toMatch(/adults\. No early mornings!$/);
});

it("names each field that is wrong, and none that is not", () => {
  expect(faultsOf(FULL, "6, 9", "2026-11-21")).toEqual({});
  const wrong = { ...PLAIN, where: " , ", startOn: "2026-11-20", days: 31, adults: 0, budget: 0 };
  expect(faultsOf(wrong, "6, x", "2026-11-21")).toEqual({
    where: "where", startOn: "past", days: "days", adults: "people", children: "ages", budget: "budget",
  });
  expect(faultsOf({ ...PLAIN, startOn: "" }, "", "2026-11-21")).toEqual({ startOn: "startOn" });
});

it("reads ages however they are written", () => {
  expect(agesIn("6, 9")).toEqual([6, 9]);
  expect(agesIn("6 9")).toEqual([6, 9]);
  expect(agesIn("")).toEqual([]);
  expect(agesIn("18")).toBeNull();
});
