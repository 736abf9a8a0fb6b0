import { isoInstant } from '../../documents/index.js';
import type { Explanation } from '../../stages/decision/index.js';
import { en } from '../../stages/release/index.js';
import { aligned, bold } from './terminal.js';

type Rule = Explanation['rules'][number];

/** An explanation as people read it: the answer, each rule with its tests, and what would turn it. */
export function explanationText({ effect, reasons, rules, flips }: Explanation): string {
  const deciding = new Set(reasons.map(({ ref }) => ref));
  const uncovered = reasons.filter(({ code }) => code === 'NOT_COVERED').map(({ ref }) => `  No rule grants ${ref}.`);
  return [
    bold(effect === 'permit' ? 'PERMIT' : 'DENIAL'),
    ...uncovered,
    ...engineReasons(reasons),
    ...rules.filter(({ id, effect: kind }) => deciding.has(id) || kind === 'grant').map(ruleText),
    bold(effect === 'permit' ? 'What would turn it into a denial' : 'What would turn it into a permit'),
    ...(flips.length === 0
      ? ['  no change of up to three facts that its rules speak of']
      : flips.slice(0, 5).map(flipText)),
  ].join('\n');
}

/** Reasons that no rule gave: what the engine itself could not carry out. */
function engineReasons(reasons: Explanation['reasons']): readonly string[] {
  return reasons.flatMap(({ code, ref }) => {
    if (code !== 'ISOLATION_TOO_LOW' && code !== 'ALL_SUPPRESSED' && code !== 'BAD_REQUEST') return [];
    return [`  ${en.reasons[code](ref === undefined ? {} : { rule: ref })}`];
  });
}

function ruleText({ title, effect, counts, law, place, leaves }: Rule): string {
  const rows = leaves.map(({ fact, op, truth, found }) => [`    ${fact}`, op, shown(fact, found), truth]);
  const laws = law.length > 0 ? ` [${law.join(', ')}]` : '';
  const head = `  ${title} — ${effect}, ${counts ? 'counts' : 'does not count'}${laws}\n    ${place.file}:${place.line}`;
  return rows.length === 0 ? head : `${head}\n${aligned(rows)}`;
}

function flipText(changes: Explanation['flips'][number]): string {
  return `  ${changes.map(({ fact, from, to }) => `${fact}: ${shown(fact, from)} → ${shown(fact, to)}`).join(' and ')}`;
}

const INSTANTS = /(^now$|Until$|\.until$|\.expires$)/;

function shown(fact: string, value: Rule['leaves'][number]['found']): string {
  if (value === null) return 'not known';
  if (typeof value === 'number' && INSTANTS.test(fact)) return isoInstant(value).slice(0, 10);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
