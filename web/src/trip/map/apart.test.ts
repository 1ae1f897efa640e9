import { describe, expect, it } from "vitest";

import { apart, type Disc } from "./apart";

const pin = (x: number, y: number): Disc => ({ x, y, radius: 15 });

/** The least distance of any two after they gave way. */
function nearest(discs: readonly Disc[]): number {
  const shifts = apart(discs);
  const at = discs.map(({ x, y }, n) => ({ x: x + (shifts[n]?.x ?? 0), y: y + (shifts[n]?.y ?? 0) }));
  return Math.min(...at.flatMap((one, i) => at.slice(i + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y))));
}

describe("apart", () => {
  it("leaves those with room where they are", () => {
    expect(apart([pin(0, 0), pin(40, 0)])).toEqual([{ x: 0, y: 0 }, { x: 0, y: 0 }]);
  });

  it("moves two that lie upon one another by the same, away from each other", () => {
    const [left, right] = apart([pin(0, 0), pin(10, 0)]);
    expect(left?.x).toBeCloseTo(-10);
    expect(right?.x).toBeCloseTo(10);
  });

  it("parts two at one point, the same way each time", () => {
    expect(nearest([pin(5, 5), pin(5, 5)])).toBeGreaterThanOrEqual(29);
    expect(apart([pin(5, 5), pin(5, 5)])).toEqual(apart([pin(5, 5), pin(5, 5)]));
  });

  it("finds room for a day's stops in one street", () => {
    const street = Array.from({ length: 10 }, (_, n) => pin(n * 6, (n % 3) * 2));
    expect(nearest(street)).toBeGreaterThanOrEqual(27);
  });

  it("goes round what stays", () => {
    const [bed, stop] = apart([{ x: 0, y: 0, radius: 9, fixed: true }, pin(4, 0)]);
    expect(bed).toEqual({ x: 0, y: 0 });
    expect(stop?.x).toBeCloseTo(20);
  });
});
