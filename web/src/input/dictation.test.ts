import { expect, it } from "vitest";

import { appended, recognitionClass, spoken } from "./dictation";

function heard(...parts: [string, boolean][]) {
  return parts.map(([transcript, isFinal]) => ({ 0: { transcript }, isFinal }));
}

it("puts together what was said, certain or not", () => {
  expect(spoken(heard(["three days", true], [" in  Rome ", false]))).toBe("three days in Rome");
  expect(spoken([])).toBe("");
});

it("leaves what was written before it as it is", () => {
  expect(appended("", "three days")).toBe("three days");
  expect(appended("In May,", "three days")).toBe("In May, three days");
  expect(appended("In May, ", "three days")).toBe("In May, three days");
  expect(appended("In May", "")).toBe("In May");
});

it("is there under either name, or not at all", () => {
  const Own = Map;
  expect(recognitionClass({ SpeechRecognition: Own })).toBe(Own);
  expect(recognitionClass({ webkitSpeechRecognition: Own })).toBe(Own);
  expect(recognitionClass({})).toBeNull();
});
