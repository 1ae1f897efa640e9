import { describe, expect, it } from "vitest";

import type { CapabilityState } from "./api";
import { earlier, switched } from "./change";

const state = {
  settings: { disabled: ["c"] },
  providers: [{ name: "a" }, { name: "b" }, { name: "c" }],
} as unknown as CapabilityState;

describe("a change of a capability's settings", () => {
  it("switches one provider and leaves the others", () => {
    expect(switched(state, "b", false).disabled).toEqual(["c", "b"]);
    expect(switched(state, "c", true).disabled).toEqual([]);
  });

  it("moves one place up and no further than the first", () => {
    expect(earlier(state, "c").order).toEqual(["a", "c", "b"]);
    expect(earlier(state, "a")).toEqual(state.settings);
  });
});
