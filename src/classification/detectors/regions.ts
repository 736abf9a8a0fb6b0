const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Codes of the CLDR that stand for no region. */
const PRIVATE = new Set(['ZZ', 'XA', 'XB', 'QO', 'EZ', 'UN']);

/** Whether two capitals are a region of ISO 3166. */
export function isRegion(code: string): boolean {
  return !PRIVATE.has(code) && REGIONS.of(code) !== undefined;
}

/** Country codes that are no region of ISO 3166 and have a domain all the same. */
const OTHER_COUNTRIES = new Set(['uk', 'eu', 'su', 'ac']);

/** Generic top-level domains with the most registrations, and those of sponsors. */
const GENERIC = new Set(
  'com org net info biz edu gov mil int name pro mobi coop museum aero jobs tel travel cat asia post xxx app dev shop online site store tech xyz top club vip blog cloud agency live life world today email digital news media group company solutions services'.split(
    ' ',
  ),
);

/** Whether the last label of a host name is a domain that people register below; file endings such as `md` pass too. */
export function isTopLevelDomain(host: string): boolean {
  const last = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
  if (last.length !== 2) return GENERIC.has(last) || last.startsWith('xn--');
  return OTHER_COUNTRIES.has(last) || isRegion(last.toUpperCase());
}
