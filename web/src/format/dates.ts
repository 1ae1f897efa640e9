/**
 * Wall times come naive and local to their place. They are read as if they were UTC and shown in
 * UTC, so that no reader's own time zone ever shifts them.
 */
function wall(text: string): Date {
  return new Date(`${text.length === 10 ? `${text}T00:00:00` : text.replace(/(Z|[+-]\d\d:\d\d)$/, "")}Z`);
}

function formatted(text: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(wall(text));
}

export function formatTime(local: string, language: string): string {
  return formatted(local, language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "Wed, Apr 8" */
export function formatDay(on: string, language: string): string {
  return formatted(on, language, { weekday: "short", month: "short", day: "numeric" });
}

/** "Wednesday, April 8" */
export function formatLongDay(on: string, language: string): string {
  return formatted(on, language, { weekday: "long", month: "long", day: "numeric" });
}

export function formatWeekday(on: string, language: string, weekday: "short" | "long" = "short"): string {
  return formatted(on, language, { weekday });
}

export function formatMonth(on: string, language: string, month: "long" | "narrow" = "long"): string {
  return formatted(on, language, { month });
}

/** "June 2025" */
export function formatMonthOfYear(on: string, language: string): string {
  return formatted(on, language, { month: "long", year: "numeric" });
}

/** "June 1, 2025" */
export function formatDate(on: string, language: string): string {
  return formatted(on, language, { dateStyle: "long" });
}

export function formatRange(from: string, to: string, language: string): string {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, options).formatRange(wall(from), wall(to));
}

/** Minutes after midnight as "09:30"; past 24:00 the next day's time. */
export function formatMinutes(minutes: number, language: string): string {
  const inDay = minutes % 1440;
  const text = `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
  return formatTime(`2000-01-01T${text}:00`, language);
}

/** "1 h 20 min", "45 min" */
export function formatDuration(minutes: number, language: string): string {
  const unit = (value: number, name: "hour" | "minute") =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return unit(rest, "minute");
  return rest === 0 ? unit(hours, "hour") : `${unit(hours, "hour")} ${unit(rest, "minute")}`;
}

/** "3.2 s" */
export function formatSeconds(seconds: number, language: string): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "narrow", ...digits }).format(seconds);
}

/** The reader's own clock, for instants: "14:05". */
export function formatClock(instant: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(instant);
}

export function minutesBetween(fromLocal: string, toLocal: string): number {
  return Math.round((wall(toLocal).getTime() - wall(fromLocal).getTime()) / 60_000);
}

/** The date `count` days after `on`. */
export function daysAfter(on: string, count: number): string {
  return new Date(wall(on).getTime() + count * 86_400_000).toISOString().slice(0, 10);
}

/** "3 hours ago", for instants. */
export function formatAgo(instant: string, now: Date, language: string): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const steps = [["day", 86_400], ["hour", 3600], ["minute", 60]] as const;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(0, "minute");
}
