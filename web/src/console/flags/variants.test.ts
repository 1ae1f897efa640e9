import { expect, test } from "vitest";

import { readVariants, writtenVariants } from "./variants";

test("what is read is written as it was, with the types of its values", () => {
  const text = "blue, 3, #00f\nmany, 1, 12\nhalf, 0, 0.5\nyes, 2, true\nlist, 1, a, b";
  const read = readVariants(text);
  expect(read.map((one) => one.value)).toEqual(["#00f", 12, 0.5, true, "a, b"]);
  expect(writtenVariants(read)).toBe(text);
});

test("a line without a weight is named", () => {
  expect(() => readVariants("blue, 1, x\ngreen, lots, y")).toThrow("green, lots, y");
});

test("no lines are no variants", () => {
  expect(readVariants(" \n")).toEqual([]);
});
