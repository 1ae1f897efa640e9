/**
 * The opening hours of one date, read from the part of OpenStreetMap's `opening_hours` syntax that
 * the atlas uses: weekdays, nth weekdays, months, dates, times, "off", PH. For showing only: what is
 * true is the certificate's business. Null where a rule is beyond this reader.
 *
 * (The full parser, opening_hours.js, is 160 KB compressed and LGPL: more than the whole page.)
 */
export interface OpenWindow {
  /** Minutes after local midnight; `end` may pass 1440. */
  start: number;
  end: number;
}

const DAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH = `(?:${MONTHS.join("|")})`;
const DAY = `(?:${[...DAYS, "PH"].join("|")})`;
const DATE_ITEM = `${MONTH}(?: \\d{1,2})?(?:-(?:${MONTH}(?: \\d{1,2})?|\\d{1,2}))?`;
const DAY_ITEM = `${DAY}(?:-${DAY}|\\[-?\\d(?:,-?\\d)*\\])?`;
const RULE = new RegExp(
  `^(?<dates>${DATE_ITEM}(?:, ?${DATE_ITEM})*)?:? ?(?<days>${DAY_ITEM}(?:, ?${DAY_ITEM})*)? ?(?<times>off|closed|24/7|(?:\\d{1,2}:\\d\\d-\\d{1,2}:\\d\\d(?:, ?)?)+)?$`,
);

export function windowsOn(spec: string, on: string): readonly OpenWindow[] | null {
  const date = new Date(`${on}T00:00:00Z`);
  let found: readonly OpenWindow[] = [];
  for (const text of spec.split(";").map((rule) => rule.trim()).filter(Boolean)) {
    const parts = RULE.exec(text.replace(/"[^"]*"/g, "").trim())?.groups;
    if (!parts) return null;
    if (!inDates(parts.dates, date) || !inDays(parts.days, date)) continue;
    found = timesOf(parts.times);
  }
  return found;
}

function timesOf(times: string | undefined): readonly OpenWindow[] {
  if (times === "off" || times === "closed") return [];
  if (times === undefined || times === "24/7") return [{ start: 0, end: 1440 }];
  return times.split(",").map((span) => {
    const [start = 0, end = 0] = span.trim().split("-").map(minutes);
    return { start, end: end <= start ? end + 1440 : end };
  });
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
}

function inDates(dates: string | undefined, date: Date): boolean {
  if (dates === undefined) return true;
  const today = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return dates.split(",").some((item) => {
    const [first = "", second] = item.trim().split("-");
    const [month = "", day] = first.split(" ");
    const from = ordinal(month, day ?? "1");
    if (second === undefined) return today >= from && today <= ordinal(month, day ?? "31");
    const [endMonth = "", endDay] = second.split(" ");
    const until = /^\d/.test(endMonth) ? ordinal(month, endMonth) : ordinal(endMonth, endDay ?? "31");
    return from <= until ? today >= from && today <= until : today >= from || today <= until;
  });
}

function ordinal(month: string, day: string): number {
  return (MONTHS.indexOf(month) + 1) * 100 + Number(day);
}

function inDays(days: string | undefined, date: Date): boolean {
  if (days === undefined) return true;
  const weekday = date.getUTCDay();
  return (days.match(new RegExp(DAY_ITEM, "g")) ?? []).some((item) => {
    const nth = /^(\w\w)\[(.+)\]$/.exec(item);
    if (nth) return DAYS.indexOf(nth[1] ?? "") === weekday && isNth(nth[2] ?? "", date);
    // Whether a date is a holiday is not known here; the planner knows and has chosen accordingly.
    const [first, last] = item.split("-").map((day) => DAYS.indexOf(day));
    if (first === undefined || first < 0) return false;
    if (last === undefined) return first === weekday;
    return first <= last ? weekday >= first && weekday <= last : weekday >= first || weekday <= last;
  });
}

function isNth(list: string, date: Date): boolean {
  const day = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const fromStart = Math.ceil(day / 7);
  const fromEnd = -Math.ceil((length - day + 1) / 7);
  return list.split(",").map(Number).some((n) => n === fromStart || n === fromEnd);
}
