import { type KeptColumn, percent, type ScoredSet } from '../../classification/index.js';
import type { ClassifiedPart } from './dataset-classify.command.js';
import { aligned, bold } from './terminal.js';

/** One source as text: its columns, sets of them that single people out, and what waits for a person. */
export function classifiedText({ part, rows, columns, sets }: ClassifiedPart): string {
  const best = [1, 2, 3].flatMap((size) => sets.sets.filter((set) => set.columns.length === size).slice(0, 3));
  const read = sets.rows < rows ? `, of ${sets.rows.toLocaleString('en')} rows` : '';
  const open = columns.filter(isOpen);
  const parts = [
    bold(`${part}: ${rows.toLocaleString('en')} rows, ${columns.length} columns`),
    aligned([['column', 'category', 'standing', 'certainty', 'severity'], ...columns.map(columnRow)]),
    `${bold('why')}\n${aligned(columns.filter(({ certainty }) => certainty !== 'nothing').map(({ name, because }) => [name, because]))}`,
    ...(best.length === 0
      ? []
      : [
          `${bold(`sets of columns that tell people apart${read}`)}\n${aligned([['columns', 'distinct', 'pairs that differ', 'alone'], ...best.map(setRow)])}`,
        ]),
    ...(open.length === 0
      ? []
      : [`${bold('a person must decide')}\n${aligned(open.map((one) => [one.name, whyOpen(one)]))}`]),
  ];
  return parts.join('\n\n');
}

function isOpen({ standing, override, changed }: KeptColumn): boolean {
  return override === null && (standing === 'undecided' || standing === 'contradicted' || changed !== null);
}

function columnRow({ name, categories, declared, standing, override, certainty, severity }: KeptColumn) {
  if (override !== null) return [name, override.categories.join(', '), 'overridden', certainty, severity];
  const shown = standing === 'declared' && declared ? declared : categories;
  return [name, shown.join(', ') || '-', standing, certainty, severity];
}

function setRow({ columns, distinction, separation, unique }: ScoredSet) {
  return [columns.join(' × '), percent(distinction), percent(separation), percent(unique)];
}

const CHANGES = {
  rules: 'found otherwise than it was kept, under other rules',
  data: 'found otherwise than it was kept, in other data',
  new: 'not there when it was kept',
} as const;

function whyOpen({ standing, declared, categories, certainty, changed }: KeptColumn): string {
  const now = whyUndecided({ standing, declared, categories, certainty });
  return [...(changed === null ? [] : [CHANGES[changed]]), ...(now === null ? [] : [now])].join('; ');
}

function whyUndecided({
  standing,
  declared,
  categories,
  certainty,
}: Pick<KeptColumn, 'standing' | 'declared' | 'categories' | 'certainty'>): string | null {
  if (standing === 'contradicted')
    return `declared as ${declared?.join(', ')}; its values show ${categories.join(', ')}`;
  if (standing !== 'undecided') return null;
  if (certainty === 'nothing') return 'neither its name nor its values say what it holds';
  return `perhaps ${categories.join(', ')}`;
}
