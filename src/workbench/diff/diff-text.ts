import type { Facts, FactValue } from '../../conditions/index.js';
import { FACTS } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import { CONSEQUENCES, CORRECTIONS, type Obligation } from '../../registers/policies/index.js';
import type { Answer } from '../../stages/decision/index.js';
import { isClockFact } from './clock.js';
import { nameOfObligation } from './measures.js';
import type { PolicyChange, PolicyDiff, Undecided, Witness } from './policy-diff.js';

/** A comparison as people read it: the verdict, then one sentence for each change with its witness. */
export function diffText(diff: PolicyDiff): string {
  const { changes, undecided, sameMeaning, grantsNothing } = diff;
  return [
    verdict(diff),
    ...changes.map((change) => `  ${changeText(change)}`),
    ...undecided.map((one) => `  ${undecidedText(one)}`),
    ...(sameMeaning.length > 0 ? [`Written otherwise, and proved to change nothing: ${sameMeaning.join(', ')}.`] : []),
    ...(sameMeaning.length > 0 && grantsNothing ? [NOTHING_GRANTED] : []),
  ].join('\n');
}

const NOTHING_GRANTED =
  'No policy grants anything under either, so that every request is denied and no minimum, mask or row rule binds anybody: what was written otherwise will count as soon as something is granted.';

function verdict({ equivalent, widens, narrows, gaveUp, compared }: PolicyDiff): string {
  const size = `${compared.policies} policies, of which ${compared.differing} differ in what decides`;
  if (equivalent && compared.differing > 0) {
    return `No request has another answer, though policies are written otherwise: proved for every request, its obligations and rows (${size}).`;
  }
  if (equivalent) return `Proved equal: every request has the same answer, obligations and rows under both (${size}).`;
  const ways = [...(widens ? ['widens'] : []), ...(narrows ? ['narrows'] : [])].join(' and ');
  return `The change ${ways}${gaveUp ? ', or may do so where it could not be decided' : ''} (${size}).`;
}

const EDITS = { added: 'Adding', removed: 'Removing', changed: 'Changing' } as const;

/** One change as one sentence: the policy, its place, what becomes of a request, and the request itself. */
export function changeText(change: PolicyChange): string {
  const { edit, policy, place, witness } = change;
  const by = `${EDITS[edit]} '${policy}' (${place.file}:${place.line})`;
  return `${by} ${effectText(change)}: ${witnessText(witness)}.`;
}

function effectText(change: PolicyChange): string {
  const { kind, obligation, witness } = change;
  switch (kind) {
    case 'permitted':
      return `permits what was denied (${denialText(witness.before)})`;
    case 'denied':
      return `denies what was permitted (${denialText(witness.after)})`;
    case 'weaker':
    case 'stronger':
      if (obligation === 'rows')
        return kind === 'weaker' ? 'keeps a row that left before' : 'removes a row that stayed before';
      return `makes ${obligation} ${kind}, ${movedText(change)}`;
    case 'incomparable':
      return `makes ${obligation} another, neither weaker nor stronger, ${movedText(change)}`;
  }
}

function denialText({ reasons }: Answer): string {
  const said = reasons.flatMap(({ code, ref }) => {
    if (code === 'NOT_COVERED') return [`no rule grants ${ref}`];
    return code === 'PROHIBITED' ? [`'${ref}' forbids it`] : [];
  });
  return said.join(', ');
}

function movedText({ obligation = '', before, after }: PolicyChange): string {
  return `from ${valueText(obligation, before)} to ${valueText(obligation, after)}`;
}

const MASKS = ['no mask', 'rounded to', 'buckets of', 'quantiles in', 'suppressed'] as const;

/** The value of an obligation in words: ranks by their names, masks by what they do. */
function valueText(obligation: string, value: Obligation['value'] | undefined): string {
  if (value === undefined) return 'nothing';
  const name = nameOfObligation(obligation);
  if (name === 'mask' && Array.isArray(value)) {
    const [rank, parameter] = value as readonly number[] as [number, number];
    return rank === 4 ? MASKS[4] : `${MASKS[rank]} ${Math.abs(parameter)}`;
  }
  if (name === 'correction') return CORRECTIONS[Number(value)] ?? String(value);
  if (name.startsWith('on')) return CONSEQUENCES[Number(value)] ?? String(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A witness in words. Facts that it leaves out make no difference. */
export function witnessText({ question, row }: Witness): string {
  const { purpose, dataset, plugin, categories, facts } = question;
  const names = [`purpose ${nameText(purpose)}`, `dataset ${nameText(dataset)}`, `plugin ${nameText(plugin)}`];
  const given = factsText(facts, (name) => !isClockFact(name) && !followsFrom(name, question));
  const ofRow = row ? [rowText(row)] : [];
  const now = isoInstant(facts['now'] as number);
  return [...names, `columns of ${categories.join(' and ')}`, `at ${now}`, ...(given ? [given] : []), ...ofRow].join(
    ', ',
  );
}

function rowText(row: Facts): string {
  const known = factsText(row, () => true);
  return known ? `a row with ${known}` : 'a row of which nothing is known';
}

// What a register says of a name is known with the name; of a name to come it is part of the witness.
function followsFrom(fact: string, { purpose, dataset }: Witness['question']): boolean {
  if (/^(purpose|dataset|plugin)\.name$|^columns\.categories$/.test(fact)) return true;
  if (/^purpose\.(use|effect|basis)$/.test(fact)) return !TO_COME.test(purpose);
  return fact === 'dataset.regime' && !TO_COME.test(dataset);
}

const TO_COME = /^another-(purpose|dataset|plugin)(-one)*$/;
const INSTANTS = new Set(FACTS.filter(({ type }) => type === 'instant').map(({ name }) => name));

function nameText(name: string): string {
  return TO_COME.test(name) ? 'that no policy names' : name;
}

function factsText(facts: Facts, shown: (name: string) => boolean): string {
  const names = Object.keys(facts).filter(shown).sort();
  return names.map((name) => `${name} ${factText(name, facts[name] as FactValue)}`).join(', ');
}

function factText(name: string, value: FactValue): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(' and ') : 'none';
  return INSTANTS.has(name) && typeof value === 'number' ? isoInstant(value) : String(value);
}

function undecidedText({ policy, kind, obligation, steps }: Undecided): string {
  const what = obligation === undefined ? `whether anything is newly ${kind}` : `whether ${obligation} becomes ${kind}`;
  return `Not decided for '${policy}': ${what}. Given up after ${steps.toLocaleString('en')} steps.`;
}
