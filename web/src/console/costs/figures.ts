/** Figures of the books in words. */
import type { Sums } from "./api";

/** US dollars with as many digits as tell something: $1,204 · $12.30 · $0.0042. */
export function usd(amount: string | number): string {
  const value = Number(amount);
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
  return value.toLocaleString("en-US", { style: "currency", currency: "USD", maximumFractionDigits: size >= 1000 ? 0 : digits });
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

export function share(value: number | null): string {
  return value === null ? "–" : `${(value * 100).toLocaleString("en-US", { maximumFractionDigits: value < 0.1 ? 1 : 0 })} %`;
}

export function milliseconds(value: number | null): string {
  if (value === null) return "–";
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
}

/** What is not known, said beside every sum that leaves it out. */
export function unknown({ cost_unknown, calls }: Pick<Sums, "cost_unknown" | "calls">): string {
  if (cost_unknown === 0) return "all costs known";
  return `${count(cost_unknown)} of ${count(calls)} calls of unknown cost (${share(cost_unknown / calls)})`;
}

/** By how much a sum differs from the one before; null where there was nothing. */
export function change(now: string, before: string): number | null {
  return Number(before) === 0 ? null : Number(now) / Number(before) - 1;
}
