import { expect, it } from "vitest";

import { project } from "./projection";
import { boxAround, kilometreGrid } from "./route";

it("never makes a box smaller than about a kilometre", () => {
  const [west, south, east, north] = boxAround([{ lat: 41.9, lon: 12.5 }]) ?? [0, 0, 0, 0];
  expect(east - west).toBeCloseTo(0.012);
  expect(north - south).toBeCloseTo(0.012);
  expect(boxAround([])).toBeNull();
});

it("draws lines a kilometre apart", () => {
  const { features } = kilometreGrid({ lat: 60, lon: 10 }, 1);
  const [first, second] = features.map(({ geometry }) => geometry.coordinates[0]?.[0] ?? 0);
  expect(((second ?? 0) - (first ?? 0)) * 111.32 * Math.cos(Math.PI / 3)).toBeCloseTo(1, 5);
});

it("keeps every point of a sketch inside the picture, north up", () => {
  const points = [{ lat: 35, lon: 135.7 }, { lat: 35.1, lon: 135.8 }, { lat: 34.9, lon: 135.75 }];
  const at = points.map(project(points, { width: 400, height: 520 }));
  at.forEach(({ x, y }) => {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(400);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(520);
  });
  expect(at[1]?.y).toBeLessThan(at[2]?.y ?? 0);
});
