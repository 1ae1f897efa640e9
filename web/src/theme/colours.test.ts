import { describe, expect, it } from "vitest";

import { contrast, inkOn, logoAddress, readableOn } from "./colours";

describe("an agency's colours", () => {
  it("can be read on light and on dark, whatever was chosen", () => {
    for (const colour of ["#ffff00", "#000000", "#ffffff", "#0a7f5a", "#ff0055"]) {
      for (const paper of ["#ffffff", "#12161c"]) {
        const shown = readableOn(colour, paper);
        expect(contrast(shown, paper)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(inkOn(shown), shown)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("stay as they are where they can be read", () => {
    expect(readableOn("#0a7f5a", "#ffffff")).toBe("#0a7f5a");
  });
});

describe("an agency's logo", () => {
  it("is had from this host where it was uploaded", () => {
    expect(logoAddress("https://trips.example.org/t/north/v1/tenant/logo?at=1")).toBe("/t/north/v1/tenant/logo?at=1");
    expect(logoAddress("https://elsewhere.example.org/logo.png")).toBe("https://elsewhere.example.org/logo.png");
    expect(logoAddress(null)).toBeNull();
  });
});
