const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const dayMs = 86_400_000;
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** `2026-11-22` as `22 Nov 2026`. */
export function longDate(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** `12:04` on the wall of whoever looks. */
export function clockTime(at: number): string {
  return clock.format(at);
}

export function fullTime(at: number): string {
  return moment.format(at);
}

export function relativeTime(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const step = steps.find(([, size]) => seconds >= size);
  return step ? ago.format(-Math.floor(seconds / step[1]), step[0]) : "just now";
}

/** The day on the wall of whoever looks, as `2026-11-22`. */
export function dateOf(now: number): string {
  const at = new Date(now);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** `today`, `tomorrow`, `3 days ago`. */
export function relativeDay(date: string, today: string): string {
  return ago.format(daysBetween(today, date), "day");
}
