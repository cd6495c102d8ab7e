// Times as a reader's own clock and language tell them.

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function relative(date, now = new Date()) {
  const seconds = Math.round((date - now) / 1000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}

/** Returns the text for one of Discord's timestamp styles, or null when no such moment exists. */
export function stamp(seconds, style = "f", now = new Date()) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  if (style === "R") return relative(date, now);
  return new Intl.DateTimeFormat(undefined, STYLES[style] ?? STYLES.f).format(date);
}

function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

export function clockTime(date) {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short" }).format(date);
}

/** Returns what stands beside an author's name: "Today at 10:03", later the date. */
export function posted(date, now = new Date()) {
  if (Number.isNaN(date.getTime())) return "";
  if (sameDay(date, now)) return `Today at ${clockTime(date)}`;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (sameDay(date, yesterday)) return `Yesterday at ${clockTime(date)}`;
  return stamp(date / 1000, "s", now);
}

export function dayName(date) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long" }).format(date);
}

/** Returns whether a message belongs under the one before it without a header of its own. */
export function followsClosely(earlier, later) {
  return sameDay(earlier, later) && later - earlier < 7 * 60 * 1000;
}

/** Keeps every "in 3 days" on the page true while it is open. */
export function keepRelativeTimesTrue() {
  setInterval(() => {
    for (const element of document.querySelectorAll("time[data-relative]")) {
      element.textContent = stamp(Number(element.dataset.relative), "R");
    }
  }, 15_000);
}
