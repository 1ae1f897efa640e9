import { describe, expect, it } from "vitest";

import { mailLanguage } from "./languages";

describe("the language of our mails", () => {
  it("is the first of the reader's that we write in", () => {
    expect(mailLanguage(["sv-SE", "de-AT", "en"])).toBe("de");
    expect(mailLanguage(["JA"])).toBe("ja");
  });

  it("is English for whoever reads none of them", () => {
    expect(mailLanguage(["sv", "fi-FI"])).toBe("en");
    expect(mailLanguage([])).toBe("en");
  });
});
