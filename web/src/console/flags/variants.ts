import { ownProblem } from "@/api/problem";

import type { FlagRule } from "./api";

type Variant = NonNullable<FlagRule["variants"]>[number];

/** One variant a line: name, weight, value. Throws an ApiProblem that names the line. */
export function readVariants(text: string): Variant[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = "", weight = "", ...rest] = line.split(",").map((part) => part.trim());
      if (!/^\d+$/.test(weight)) throw ownProblem(`“${line}”: write name, weight, value, as in: blue, 1, #0000ff`);
      return { name, weight: Number(weight), value: valueOf(rest.join(", ")) };
    });
}

export function writtenVariants(variants: readonly Variant[]): string {
  return variants.map((one) => `${one.name}, ${one.weight}, ${String(one.value)}`).join("\n");
}

function valueOf(text: string): Variant["value"] {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
