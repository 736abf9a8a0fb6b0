import { percent, type ScoredSet, type StandingColumn } from '../../classification/index.js';
import type { ClassifiedPart } from './dataset-classify.command.js';
import { aligned, bold } from './terminal.js';

/** One source as text: its columns, sets of them that single people out, and what waits for a person. */
export function classifiedText({ part, rows, columns, sets }: ClassifiedPart): string {
  const best = [1, 2, 3].flatMap((size) => sets.sets.filter((set) => set.columns.length === size).slice(0, 3));
  const read = sets.rows < rows ? `, of ${sets.rows.toLocaleString('en')} rows` : '';
  const open = columns.filter(({ standing }) => standing === 'undecided' || standing === 'contradicted');
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

function columnRow({ name, categories, declared, standing, certainty, severity }: StandingColumn) {
  const shown = standing === 'declared' && declared ? declared : categories;
  return [name, shown.join(', ') || '-', standing, certainty, severity];
}

function setRow({ columns, distinction, separation, unique }: ScoredSet) {
  return [columns.join(' × '), percent(distinction), percent(separation), percent(unique)];
}

function whyOpen({ standing, declared, categories, certainty }: StandingColumn): string {
  if (standing === 'contradicted')
    return `declared as ${declared?.join(', ')}; its values show ${categories.join(', ')}`;
  if (certainty === 'nothing') return 'neither its name nor its values say what it holds';
  return `perhaps ${categories.join(', ')}`;
}
