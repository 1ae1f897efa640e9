import type { Money } from "@/api/types";

// The API counts in domain/money.py's exponents, which are not Intl's everywhere (HUF).
const EXPONENTS: Readonly<Record<string, number>> = {
  JPY: 0, KRW: 0, CLP: 0, ISK: 0, VND: 0, KWD: 3, BHD: 3, TND: 3,
};

export function major(money: Money): number {
  return money.minor / 10 ** (EXPONENTS[money.currency] ?? 2);
}

/** "€1,234" for round and large amounts, "€12.50" otherwise. */
export function formatMoney(money: Money, language: string): string {
  const amount = major(money);
  const digits = Number.isInteger(amount) || Math.abs(amount) >= 100 ? 0 : 2;
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function plus(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${b.currency} to ${a.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}
