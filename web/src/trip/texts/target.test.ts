import { expect, it } from "vitest";

import { wordsEdit } from "./target";

it("says which words of the trip the new ones are", () => {
  expect(wordsEdit({ what: "summary" }, "Two days.")).toEqual({ kind: "set_words", target: "summary", text: "Two days." });
  expect(wordsEdit({ what: "day_story", day: 2 }, "Rest.")).toEqual({ kind: "set_words", target: "day_story", text: "Rest.", day: 2 });
});
