import { expect, it } from "vitest";

import { windowsOn } from "./hours";

// 2027-04-12 is a Monday, the second of its month.
it.each([
  ["24/7", "2027-04-12", [[0, 1440]]],
  ["10:00-20:00", "2027-04-12", [[600, 1200]]],
  ["Mo-Su 10:00-18:00; Mo off", "2027-04-12", []],
  ["Tu-Su 09:30-17:00; Dec 28-Jan 1 off", "2027-04-13", [[570, 1020]]],
  ["Tu-Su 09:30-17:00; Dec 28-Jan 1 off", "2027-12-30", []],
  ["Tu-Su 09:30-17:00; Dec 28-Jan 1 off", "2027-01-01", []],
  ["Mo-Th,Sa,Su 09:00-18:00; Fr 09:00-11:30,14:30-18:00", "2027-04-16", [[540, 690], [870, 1080]]],
  ["Sa-Th 09:00-18:00; Fr 09:00-12:00", "2027-04-12", [[540, 1080]]],
  ["Mo-Su 18:00-02:00", "2027-04-12", [[1080, 1560]]],
  ["Apr-Sep 09:00-19:00; Oct-Mar 09:00-17:00", "2027-04-12", [[540, 1140]]],
  ["Apr-Sep 09:00-19:00; Oct-Mar 09:00-17:00", "2027-12-12", [[540, 1020]]],
  ["Mo-Su 09:30-19:30; May 1,Dec 25 off; Dec 24,Dec 31 09:30-14:00", "2027-12-31", [[570, 840]]],
  ["Mo-Su 10:00-18:00; Dec 24-26 off", "2027-12-26", []],
  ["Mo-Su 10:00-18:00; Mo[2] off", "2027-04-12", []],
  ["Mo-Su 10:00-18:00; Mo[1,-1] off", "2027-04-12", [[600, 1080]]],
  ["Mo-Su 10:00-18:00; Mo[-1] off", "2027-04-26", []],
])("%s on %s", (spec, on, expected) => {
  expect(windowsOn(spec, on)?.map(({ start, end }) => [start, end])).toEqual(expected);
});

it("does not guess at what it cannot read", () => {
  expect(windowsOn("sunrise-sunset", "2027-04-12")).toBeNull();
});
