/** "Kyoto, Nara and Tokyo"; as "unit" without the last "and". */
export function formatList(words: readonly string[], language: string, type: "conjunction" | "unit" = "conjunction"): string {
  return new Intl.ListFormat(language, { type, style: type === "unit" ? "short" : "long" }).format(words);
}
