import { expect, it } from "vitest";

import { formatMoney, plus } from "./money";

it.each([
  [{ minor: 250_000, currency: "EUR" }, "en-US", "€2,500"],
  [{ minor: 1250, currency: "EUR" }, "en-US", "€12.50"],
  [{ minor: 5000, currency: "JPY" }, "en-US", "¥5,000"],
  [{ minor: 1500, currency: "KWD" }, "en-US", "KWD 1.50"],
])("%o in %s", (money, language, expected) => {
  expect(formatMoney(money, language).replace(/\u00a0/g, " ")).toBe(expected);
});

it("never adds two currencies", () => {
  expect(() => plus({ minor: 1, currency: "EUR" }, { minor: 1, currency: "JPY" })).toThrow("JPY");
});
