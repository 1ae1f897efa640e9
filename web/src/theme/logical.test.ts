/** The page is read from either side: no rule names left or right where it means the start or the end of a line. */
import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

const sheets = Object.keys(import.meta.glob("../**/*.css")).map((path) => [path, readFileSync(new URL(path, import.meta.url), "utf8")] as const);
const PHYSICAL = [
  /(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/g,
  /(?<=[\s;{])(?:left|right):(?!\s*50%)[^;}]+/g, // the middle is the middle from either side
  /text-align:\s*(?:left|right)/g,
  /border-(?:top|bottom)-(?:left|right)-radius/g,
  /(?:float|clear):\s*(?:left|right)/g,
];
const SHORTHAND = /(?:margin|padding|inset|border-width|border-style|border-color):\s*([^;}]+)/g;

it.each(sheets)("%s", (_, css) => {
  const named = PHYSICAL.flatMap((pattern) => css.match(pattern) ?? []);
  const uneven = [...css.matchAll(SHORTHAND)].filter(([, value = ""]) => {
    const [, right, , left] = sidesOf(value);
    return left !== undefined && left !== right;
  });
  expect([...named, ...uneven.map(([rule]) => rule)]).toEqual([]);
});

/** The values of a shorthand, each function with all that is in it as one. */
function sidesOf(value: string): string[] {
  const inner = /\([^()]*\)/;
  let plain = value.trim();
  while (inner.test(plain)) plain = plain.replace(inner, "");
  return plain.split(/\s+/);
}
