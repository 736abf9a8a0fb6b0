/** From the finest; each is made of whole ones of the unit before it. */
export const DATE_UNITS = ['day', 'month', 'quarter', 'year', 'decade'] as const;
export type DateUnit = (typeof DATE_UNITS)[number];

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

/** An ISO date as a period: `1987-05-23`, `1987-05`, `1987-Q2`, `1987`, `1980s`; null for what is no date. */
export function levelOfDate(date: string, unit: DateUnit): string | null {
  const [, year, month, day] = DATE.exec(date) ?? [];
  if (year === undefined) return null;
  switch (unit) {
    case 'day':
      return `${year}-${month}-${day}`;
    case 'month':
      return `${year}-${month}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    case 'year':
      return year;
    case 'decade':
      return `${year.slice(0, 3)}0s`;
  }
}
