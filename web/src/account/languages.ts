/** The languages that our mails are written in (services/mail/letters). */
export const LANGUAGES = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["es", "Español"],
  ["fr", "Français"],
  ["it", "Italiano"],
  ["ja", "日本語"],
] as const;

/** The first of the reader's languages that we write in, else English. */
export function mailLanguage(preferred: readonly string[]): string {
  const codes = preferred.map((language) => language.split("-")[0]?.toLowerCase());
  return codes.find((code) => LANGUAGES.some(([known]) => known === code)) ?? "en";
}
