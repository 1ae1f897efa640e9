import { expect, it } from "vitest";

import { type Box, readable } from "./crowding";

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });
/** A pin of 28 px with a name of 100 px beneath. */
const at = (x: number, y: number) => ({ pin: box(x - 14, y - 14, 28, 28), name: box(x - 50, y + 18, 100, 16) });

it("shows every name where there is room", () => {
  expect(readable([at(0, 0), at(200, 0), at(0, 80)])).toEqual([true, true, true]);
});

it("leaves out the name that would lie on one before it, or on another's pin", () => {
  expect(readable([at(0, 0), at(60, 4)])).toEqual([true, false]);
  expect(readable([at(0, 0), at(20, 26)])).toEqual([false, true]);
});

it("shows a name again beside one that is itself left out", () => {
  expect(readable([at(0, 0), at(60, 4), at(120, 8)])).toEqual([true, false, true]);
});

it("has nothing to say of an empty map", () => {
  expect(readable([])).toEqual([]);
});
