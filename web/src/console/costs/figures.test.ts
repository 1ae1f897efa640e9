import { describe, expect, it } from "vitest";

import { change, share, unknown, usd } from "./figures";

describe("figures of the books", () => {
  it("keep as many digits as tell something", () => {
    expect(usd("1204.4")).toBe("$1,204");
    expect(usd("12.3")).toBe("$12.30");
    expect(usd("0.0042")).toBe("$0.0042");
    expect(usd("0")).toBe("$0.00");
  });

  it("never take unknown costs for nothing", () => {
    expect(unknown({ calls: 200, cost_unknown: 10 })).toBe("10 of 200 calls of unknown cost (5 %)");
    expect(unknown({ calls: 0, cost_unknown: 0 })).toBe("all costs known");
  });

  it("say nothing of a change from nothing", () => {
    expect(change("2", "0")).toBeNull();
    expect(change("3", "2")).toBe(0.5);
    expect(share(null)).toBe("–");
  });
});
