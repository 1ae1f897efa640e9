/** "350 m", "1.2 km": metric, as maps and signs in most of the atlas's cities are. */
export function formatMetres(metres: number, language: string): string {
  const far = metres >= 1000;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: far ? "kilometer" : "meter",
    unitDisplay: "short",
    maximumFractionDigits: far && metres < 10_000 ? 1 : 0,
  }).format(far ? metres / 1000 : Math.round(metres / 10) * 10);
}

export function formatCelsius(degrees: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: "celsius", maximumFractionDigits: 0 }).format(degrees);
}

export function formatPercent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** "21°" */
export function formatDegrees(degrees: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: "degree", unitDisplay: "narrow", maximumFractionDigits: 0 }).format(degrees);
}

export function formatNumber(number: number, language: string): string {
  return new Intl.NumberFormat(language).format(number);
}

/** "4.5" */
export function formatRating(rating: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(rating);
}
