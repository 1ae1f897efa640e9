import { describe, expect, it } from "vitest";

import { readTaxes, writtenTaxes } from "./taxes";

describe("taxes as lines", () => {
  it("come back as they went", () => {
    const taxes = [{ name: "VAT", rate: 0.19 }, { name: "City tax", rate: 0.055 }];
    expect(writtenTaxes(taxes)).toBe("VAT 19 %\nCity tax 5.5 %");
    expect(readTaxes(writtenTaxes(taxes))).toEqual(taxes);
  });

  it("take a comma and do without the sign", () => {
    expect(readTaxes("IVA: 22\n\nTVA 5,5 %")).toEqual([{ name: "IVA", rate: 0.22 }, { name: "TVA", rate: 0.055 }]);
  });

  it("are refused by the server where the rate is missing", () => {
    expect(readTaxes("VAT")[0]?.rate).toBeLessThan(0);
  });
});
