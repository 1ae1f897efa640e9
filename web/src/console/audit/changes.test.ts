import { expect, test } from "vitest";

import { changeLines } from "./changes";

test("a change is told from old to new, and what is empty on both sides is not told", () => {
  const changes = { percentage: [5, 20], target_users: [null, []], roles: [["user"], ["user", "admin"]], reason: "spam" };
  expect(changeLines(changes)).toEqual(["percentage: 5 → 20", "roles: user → user, admin", "reason: spam"]);
});

test("false and nought are told", () => {
  expect(changeLines({ enabled: [true, false], share: [null, 0] })).toEqual(["enabled: true → false", "share: — → 0"]);
});
