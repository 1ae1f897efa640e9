import { expect, it } from "vitest";

import { isTooLarge, photoIn } from "./photos";

const PNG = new File(["x"], "a.png", { type: "image/png" });
const TEXT = new File(["x"], "a.txt", { type: "text/plain" });

it("takes the first photo of what is there", () => {
  expect(photoIn([TEXT, PNG])).toBe(PNG);
  expect(photoIn([TEXT])).toBeNull();
  expect(photoIn(null)).toBeNull();
});

it("knows a photo that the server would refuse", () => {
  expect(isTooLarge(new File([new Uint8Array(8_000_001)], "a.png"))).toBe(true);
  expect(isTooLarge(PNG)).toBe(false);
});
