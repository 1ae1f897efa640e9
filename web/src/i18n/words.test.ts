/** Every language says everything: the same words with the same places to fill, in its own plural forms. */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { LANGUAGES } from "./languages";

interface Words {
  [key: string]: string | Words;
}

const files = import.meta.glob<Words>("../locales/*/*.json", { eager: true, import: "default" });
const sources = Object.keys(import.meta.glob(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!../api/schema.d.ts"])).map((path) =>
  readFileSync(new URL(path, import.meta.url), "utf8"),
);
const code = sources.join("\n");
const areas = Object.keys(files).filter((path) => path.includes("/en/")).map((path) => path.split("/").at(-1) ?? "");
const others = Object.keys(LANGUAGES).filter((language) => language !== "en");
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(words: Words, before = ""): Map<string, string> {
  const pairs = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[before + key, value]] : [...flat(value, `${before}${key}.`)],
  );
  return new Map(pairs);
}

function wordsOf(language: string, area: string): Map<string, string> {
  return flat(files[`../locales/${language}/${area}`] ?? {});
}

/** What a language must say for the English words: one for one, and each of its own plural forms. */
function expectedKeys(language: string, en: Map<string, string>): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = [...en.keys()].flatMap((key) => (PLURAL.test(key) ? forms.map((form) => key.replace(PLURAL, `_${form}`)) : [key]));
  return [...new Set(keys)].sort();
}

/** The places to fill and the marks around words; a count may be said in words ("two days"). */
function holesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)[^}]*\}\}|<\/?(\w+)\/?>/g)].map(([whole, name]) => name ?? whole).filter((name) => name !== "count").sort();
}

describe.each(areas)("%s", (area) => {
  const en = wordsOf("en", area);

  it.each(others)("is whole in %s", (language) => {
    expect([...wordsOf(language, area).keys()].sort()).toEqual(expectedKeys(language, en));
  });

  it.each(others)("fills the same places in %s", (language) => {
    for (const [key, text] of wordsOf(language, area)) {
      const model = en.get(key) ?? en.get(key.replace(PLURAL, "_other")) ?? "";
      expect([key, holesOf(text)]).toEqual([key, holesOf(model)]);
      expect(text.trim(), key).not.toBe("");
    }
  });

  it("says nothing that no page asks for", () => {
    const unused = [...en.keys()].map((key) => key.replace(PLURAL, "")).filter((key) => !isAsked(key));
    expect(unused).toEqual([]);
  });
});

/** Asked for by its whole name, or by a name made of parts (`kind.${category}`). */
function isAsked(key: string): boolean {
  const parts = key.split(".");
  const made = parts.map((_, n) => [...parts.slice(0, n), "${"].join("."));
  return [`"${key}"`, `:${key}"`, ...made.slice(1).map((name) => `\`${name}`)].some((name) => code.includes(name)) || isMade(parts);
}

/** Made with a part in the middle: `node.${name}.doing`. */
function isMade(parts: readonly string[]): boolean {
  return parts.some((_, n) => n > 0 && n < parts.length && code.includes(`\`${parts.slice(0, n).join(".")}.\${`));
}
