import { isoInstant } from '../../documents/index.js';
import type { PolicyChange } from '../diff/index.js';
import type { ChangeView } from './change-view.js';
import type { Meaning } from './meaning.js';

const SHOWN_MAX = 40;

/** One line for a list of changes. */
export function changeRow({ number, kind, state, author, approvals, needs, ...row }: ChangeView): readonly string[] {
  const live = row.live_from ?? row.effective;
  const approved = kind === 'rollback' ? 'rollback' : `${approvals.length} of ${needs} approvals`;
  return [`change ${number}`, state, `by ${author}`, approved, `from ${isoInstant(live).slice(0, 16)}Z`];
}

/** A change for people: how it stands, who approved it, and what it means. */
export function changeText(view: ChangeView): string {
  return [
    changeRow(view).join(', '),
    `made from ${view.base}`,
    `becomes   ${view.snapshot}${view.revision === null ? '' : `, at commit ${view.revision}`}`,
    ...view.approvals.map(
      ({ approver, role, approved_at }) => `approved by ${approver} as ${role} at ${isoInstant(approved_at)}`,
    ),
    ...meaningLines(view.meaning),
    ...nextLines(view),
  ].join('\n');
}

function meaningLines(meaning: Meaning | null): readonly string[] {
  if (meaning === null) return [];
  const { diff, newlyWaivable } = meaning;
  const lines = [
    ...diff.changes.map(changeLine),
    ...diff.undecided.map(({ policy, kind }) => `  undecided   ${policy}: whether something is ${kind}`),
    ...newlyWaivable.map(({ policy, roles }) => `  waivable    ${policy}: now also by ${roles.join(', ')}`),
  ];
  const more = lines.length > SHOWN_MAX ? [`  … and ${lines.length - SHOWN_MAX} more: see --json`] : [];
  return [verdict(meaning), ...lines.slice(0, SHOWN_MAX), ...more];
}

function verdict({ diff }: Meaning): string {
  if (diff.equivalent) return 'It changes no decision.';
  const ways = [diff.widens ? 'widens' : '', diff.narrows ? 'narrows' : ''].filter((way) => way !== '');
  return `It ${ways.join(' and ') || 'changes'} what is allowed${diff.gaveUp ? '; not everything could be decided' : ''}:`;
}

const WORDS: Readonly<Record<PolicyChange['kind'], string>> = {
  permitted: 'permitted   ',
  denied: 'denied      ',
  weaker: 'weaker      ',
  stronger: 'stronger    ',
  incomparable: 'otherwise   ',
};

function changeLine({ kind, policy, edit, obligation, before, after }: PolicyChange): string {
  const obliged = obligation === undefined ? '' : `: ${obligation} ${said(before)} becomes ${said(after)}`;
  return `  ${WORDS[kind]}${policy} (${edit})${obliged}`;
}

function said(value: PolicyChange['before']): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function nextLines({ state, number, needs, approvals, live_from }: ChangeView): readonly string[] {
  if (state === 'scheduled') return [`It comes into force at ${isoInstant(live_from as number)}.`];
  if (state !== 'draft') return [];
  const missing = needs - approvals.length;
  const people = missing === 1 ? 'one person' : `${missing} people`;
  return [`It waits for ${people} other than its author: probity policy draft approve ${number} --as … --role …`];
}
