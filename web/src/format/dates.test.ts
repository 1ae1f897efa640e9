import { expect, it } from "vitest";

import { daysAfter, formatDuration, formatMinutes, formatRange, formatTime, minutesBetween } from "./dates";

it("shows a wall time as it stands, whatever the reader's own zone", () => {
  expect(formatTime("2027-04-12T09:05:00", "en-GB")).toBe("09:05");
  expect(formatTime("2027-04-12T23:59:00", "de")).toBe("23:59");
});

it("counts days over the end of a month", () => {
  expect(daysAfter("2028-02-27", 3)).toBe("2028-03-01");
});

it("counts minutes over midnight", () => {
  expect(minutesBetween("2027-04-12T23:30:00", "2027-04-13T00:15:00")).toBe(45);
});

it("shows minutes past 24:00 as the next day's time", () => {
  expect(formatMinutes(1500, "en-GB")).toBe("01:00");
});

it("speaks the language it is given", () => {
  expect(formatDuration(90, "en-GB")).toMatch(/^1 hr 30 mins?$/);
  expect(formatDuration(120, "de")).toBe("2 Std.");
  expect(formatRange("2027-04-12", "2027-04-16", "en-US")).toMatch(/Apr 12.+16, 2027/);
});
