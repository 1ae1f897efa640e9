import { expect, it } from "vitest";

import { negotiated } from "./languages";
import { localeFor } from "./useLocale";

it.each([
  [["de-AT", "en"], "de"],
  [[null, "pt-BR", "fr-CA"], "fr"],
  [["ar-EG"], "ar"],
  [["xx", "zz"], "en"],
  [[], "en"],
  [["toString"], "en"],
])("of %o it is %s", (wanted, language) => {
  expect(negotiated(wanted)).toBe(language);
});

it("takes the reader's region along where the language is the same", () => {
  expect(localeFor("en", ["de-DE", "en-GB"])).toBe("en-GB");
  expect(localeFor("fr", ["de-DE", "en-GB"])).toBe("fr");
});
