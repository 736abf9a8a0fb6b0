import { type Coverage, type CoverageShare, missingTruths, type PolicyCoverage } from './coverage.js';

/** Coverage as people read it: the shares, then each part that some truth of is still unseen, with file and line. */
export function coverageText({ leaf, clause, policies, waivers }: Coverage): string {
  const open = policies.flatMap(linesOf);
  const unused = waivers.filter(({ used }) => used === 0);
  return [
    `leaves   ${shareText(leaf)}\nclauses  ${shareText(clause)}`,
    ...(open.length > 0 ? [`not seen:\n${open.join('\n')}`] : []),
    ...(waivers.length > 0 ? [`waivers: ${waivers.length - unused.length} used, ${unused.length} never`] : []),
    ...unused.map(({ waiver, rule, place }) => `  ${waiver} of ${rule}  ${place.file}:${place.line}`),
  ].join('\n\n');
}

/** `95.5 % (63 of 66 outcomes)`; rounded down, so that 100 means all. */
export function shareText({ seen, wanted, percent }: CoverageShare): string {
  return `${percentText(percent)} % (${seen} of ${wanted} outcomes)`;
}

export function percentText(percent: number): string {
  const tenths = Math.floor(percent * 10);
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}

function linesOf({ parts }: PolicyCoverage): readonly string[] {
  return parts.flatMap((part) => {
    const missing = missingTruths(part);
    if (missing.length === 0) return [];
    const { file, line, column } = part.place;
    return [`  ${file}:${line}:${column} ${part.kind} ${part.path}: never ${missing.join(', never ')}`];
  });
}
