const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970-01-01T00:00Z of an ISO 8601 date (00:00 UTC) or date-time with zone; NaN for anything else. */
export function instantOf(text: string): number {
  if (!DATE.test(text) && !DATE_TIME.test(text)) return Number.NaN;
  const instant = Date.parse(text);
  const day = text.slice(0, 10);
  if (Number.isNaN(Date.parse(day))) return Number.NaN;
  // 2026-02-30 parses in some engines: the calendar day must come back as it was written.
  return new Date(Date.parse(day)).toISOString().slice(0, 10) === day ? instant : Number.NaN;
}

/** The instant as people and records read it: `2026-01-31T00:00:00.000Z`. */
export function isoInstant(instant: number): string {
  return new Date(instant).toISOString();
}
