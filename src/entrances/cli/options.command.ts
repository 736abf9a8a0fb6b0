import { existsSync } from 'node:fs';
import { stringify } from 'yaml';
import type { DestinationOptions } from '../../run/index.js';
import { en } from '../../stages/release/index.js';
import { pluginOptions } from './ask-flags.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import { dryText, reasonLine } from './outcome-text.js';
import { type Answer, aligned, bold } from './terminal.js';
import { writeOutput } from './write-output.js';

interface OptionsFlags {
  readonly dataset: string;
  readonly purpose: string;
  readonly destination?: string;
  readonly plugin: string;
  readonly options?: string;
  readonly write?: string;
}

/** What may be used for a purpose, destination by destination, with a request that would be permitted. */
export function options(globals: { readonly settings: string }, flags: OptionsFlags): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const given = flags.options === undefined ? {} : { options: pluginOptions(flags.options) };
    const found = await governance.options({ ...flags, ...given });
    const request = found.find((one) => one.request !== null)?.request;
    if (flags.write !== undefined && request) writeRequest(flags.write, request);
    const json = found.map(({ rows, ...one }) => ({
      ...one,
      rows: rows?.kind === 'dry' ? rows.rows : null,
    }));
    return { exit: request ? 0 : 2, json, text: found.map(destinationText).join('\n\n') };
  });
}

function writeRequest(file: string, request: Readonly<Record<string, unknown>>): void {
  if (existsSync(file)) {
    throw entranceError('FILE_EXISTS', { found: 'a file', where: file, next: 'Choose another name after --write.' });
  }
  writeOutput(file, stringify(request));
}

function destinationText({
  destination,
  columns,
  together,
  limits,
  approvals,
  rows,
  request,
}: DestinationOptions): string {
  const lines = columns.map((column) => [column.name, column.verdict, whyText(column)]);
  return [
    bold(`for ${destination}`),
    aligned(lines),
    ...(together?.kind === 'denial' ? ['  Together they are refused:', ...together.reasons.map(reasonLine)] : []),
    ...(limits
      ? [`  Segments of at least ${limits.segmentSizeMin} people; nothing under ${limits.cellSizeMin} people is shown.`]
      : []),
    ...(limits?.fairness.map(
      ({ trait, ratioMin }) => `  Ratio of groups by ${trait === '*' ? 'every trait' : trait}: at least ${ratioMin}.`,
    ) ?? []),
    ...(limits?.benefit.map(
      ({ limit, trait, value }) =>
        `  Mean benefit of groups by ${trait === '*' ? 'every trait' : trait}: ${limit === 'benefitRatioMin' ? 'a ratio of at least' : 'a difference of at most'} ${value}.`,
    ) ?? []),
    ...(approvals.length > 0 ? [`  Needs the approval of: ${approvals.join(', ')}.`] : []),
    ...(rows ? [dryText(rows)] : []),
    ...(request ? ['  A request that policy permits:', indented(stringify(request))] : []),
  ].join('\n');
}

function whyText({ mask, reasons, unclassified }: DestinationOptions['columns'][number]): string {
  if (unclassified) return en.unclassified;
  if (mask) return mask.kind;
  const first = reasons[0];
  if (!first) return '';
  const { code, ref, title } = first;
  return en.reasons[code](ref === undefined ? {} : { rule: ref, ...(title ? { title } : {}) });
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
