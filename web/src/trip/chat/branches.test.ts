import { expect, it } from "vitest";

import type { MessageView, VersionView } from "@/api/types";

import { branchName, versionBefore } from "./branches";

function version(number: number, parent: number | null, minute: number): VersionView {
  return { number, parent, name: null, origin: "run", changes: [], created_at: `2026-11-21T10:${String(minute).padStart(2, "0")}:00Z` };
}

function saidAt(minute: number): MessageView {
  return { id: "m", role: "traveller", text: "cheaper", run_id: null, created_at: `2026-11-21T10:${String(minute).padStart(2, "0")}:00Z` };
}

const LINE = [version(1, null, 1), version(2, 1, 5), version(3, 1, 9), version(4, 3, 12)];

it("finds the version that a message was about, along the way that led to the newest", () => {
  expect(versionBefore(saidAt(11), LINE, 4)).toBe(3);
  expect(versionBefore(saidAt(7), LINE, 4)).toBe(1); // 2 is of another branch
  expect(versionBefore(saidAt(20), LINE, 4)).toBe(4);
  expect(versionBefore(saidAt(0), LINE, 4)).toBeNull();
  expect(versionBefore(saidAt(7), [], 0)).toBeNull();
});

it("names a branch by the new words, and no two alike", () => {
  expect(branchName("  skip \n Osaka ", ["main"])).toBe("skip Osaka");
  expect(branchName("skip Osaka", ["main", "skip Osaka"])).toBe("skip Osaka 2");
  expect(branchName("x".repeat(90), [])).toHaveLength(56);
});
