const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** `2026-11-22` as `22 Nov 2026`. */
export function longDate(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

export function relativeTime(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const step = steps.find(([, size]) => seconds >= size);
  return step ? ago.format(-Math.floor(seconds / step[1]), step[0]) : "just now";
}
