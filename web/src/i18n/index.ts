/** The words of the page: one small file for each language and part, loaded when a page needs it. */
import files from "virtual:words";

import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

import { type Language, LANGUAGES, negotiated, remember, wantedHere } from "./languages";
import { type Area, fileOf } from "./parts";


const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, area, done) => {
    const load = files[fileOf(language, area)];
    if (load === undefined) {
      done(new Error(`no words for ${area} in ${language}`), false);
      return;
    }
    load().then(
      (part) => done(null, part.default[area]),
      (error: unknown) => done(error instanceof Error ? error : String(error), true),
    );
  },
};

/** Reads the words that every page shows; rendering begins after it, so that no page shows a key for its word. */
export async function startWords(): Promise<void> {
  i18next.on("languageChanged", (language) => show(language as Language));
  await i18next.use(backend).use(initReactI18next).init({
    lng: negotiated(wantedHere()),
    fallbackLng: "en",
    supportedLngs: Object.keys(LANGUAGES),
    ns: ["common", "errors"],
    defaultNS: "common",
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
}

/** Begins to load a page's areas while its code is on the way. */
export function loadWords(...areas: Area[]): () => Promise<void> {
  return () => i18next.loadNamespaces(areas);
}

/** Shows the page in another language from now on, on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  remember(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

function show(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}
