/** Taxes as lines of text: "VAT 19 %". */
import type { TenantSettings } from "./api";

type Tax = TenantSettings["taxes"][number];
const LINE = /^(.*?)[\s:]+(-?[\d.,]+)\s*%?$/;

export function writtenTaxes(taxes: readonly Tax[]): string {
  return taxes.map(({ name, rate }) => `${name} ${Number((rate * 100).toFixed(4))} %`).join("\n");
}

/** A line without a rate is sent as it is, so that the server says what is wrong with it. */
export function readTaxes(text: string): Tax[] {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return lines.map((line) => {
    const [, name = line, percent = "-1"] = LINE.exec(line) ?? [];
    return { name: name.trim(), rate: Number((Number(percent.replace(",", ".")) / 100).toFixed(6)) };
  });
}
