/** The languages that the page is written in, by ISO 639-1, each by its own name. */
export const LANGUAGES = {
  en: "English",
  es: "Español",
  fr: "Français",
  de: "Deutsch",
  ja: "日本語",
  ar: "العربية",
} as const;

export type Language = keyof typeof LANGUAGES;

const KEY = "language";

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}

/** The first of the wanted languages that the page is written in, else English (RFC 4647, lookup). */
export function negotiated(wanted: readonly (string | null | undefined)[]): Language {
  const codes = wanted.map((tag) => tag?.split("-")[0]?.toLowerCase() ?? "");
  return codes.find(isLanguage) ?? "en";
}

/** What was chosen on this device before, then what the browser asks for. */
export function wantedHere(): readonly (string | null)[] {
  return [remembered(), ...navigator.languages];
}

export function remember(language: Language): void {
  // The server says the first words of a page before the page itself can.
  document.cookie = `${KEY}=${language}; path=/; max-age=31536000; samesite=lax`;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
