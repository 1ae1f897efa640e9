/** What is more or less than before, with its sign. */
import type { Money } from "@/api/types";
import { formatDuration } from "@/format/dates";
import { formatMoney } from "@/format/money";

function signed(value: number, amount: string): string {
  return `${value > 0 ? "+" : "−"}${amount}`;
}

/** "+€12", "−€8"; null for nothing. */
export function moneyDelta(money: Money | null | undefined, locale: string): string | null {
  if (money == null || money.minor === 0) return null;
  return signed(money.minor, formatMoney({ ...money, minor: Math.abs(money.minor) }, locale));
}

/** "+15 min", "−1 h 5 min"; null for nothing. */
export function minutesDelta(minutes: number | null | undefined, locale: string): string | null {
  if (minutes == null || minutes === 0) return null;
  return signed(minutes, formatDuration(Math.abs(minutes), locale));
}
