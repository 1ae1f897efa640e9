import { useTranslation } from "react-i18next";

/** The page's language for Intl, with the reader's own region where the browser speaks the same language. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeFor(i18n.language, navigator.languages);
}

export function localeFor(language: string, browser: readonly string[]): string {
  return browser.find((tag) => tag.split("-")[0] === language) ?? language;
}
