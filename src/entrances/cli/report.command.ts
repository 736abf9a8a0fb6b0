import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../documents/index.js';
import { driftReport, type RecordedEntry, recordOfProcessing, runDossier } from '../../reports/index.js';
import { type Parts, wholeEntries } from '../../run/index.js';
import type { ReleaseFolders } from '../../stages/release/index.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import { type Answer, aligned } from './terminal.js';
import { writeOutput } from './write-output.js';

interface Globals {
  readonly settings: string;
}

/** Everything recorded about one run, every figure with its log index. */
export function dossier(globals: Globals, run: string, { html }: { readonly html?: string }): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const report = await runDossier(run, recorded(parts), keptReport(parts.folders, run));
    if (html !== undefined) writeOutput(html, report.html);
    return { exit: 0, json: report.json, text: html ? `wrote ${html}` : JSON.stringify(report.json, null, 2) };
  });
}

interface ProcessingFlags {
  readonly from: string;
  readonly to: string;
  readonly html?: string;
  readonly csv?: string;
}

/** The record of processing (GDPR 30) from observed runs. */
export function processing(globals: Globals, { from, to, html, csv }: ProcessingFlags): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const report = await recordOfProcessing(instant('--from', from), instant('--to', to), recorded(parts));
    if (html !== undefined) writeOutput(html, report.html);
    if (csv !== undefined) writeOutput(csv, report.csv);
    return { exit: 0, json: report.json, text: report.csv };
  });
}

interface DriftFlags {
  readonly dataset: string;
  readonly purpose: string;
  readonly destination?: string;
  readonly plugin?: string;
  readonly html?: string;
}

/** How groups were reached by successive released runs of segmentations of a dataset for a purpose. */
export function drift(globals: Globals, { html, ...ask }: DriftFlags): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const { datasets, purposes } = governance.parts.registers;
    assertNamed('--dataset', ask.dataset, [...datasets.keys()]);
    assertNamed('--purpose', ask.purpose, [...purposes.keys()]);
    const report = driftReport(ask, await governance.drift(ask));
    if (html !== undefined) writeOutput(html, report.html);
    const text =
      report.rows.length === 0 ? 'no run of this dataset was released for this purpose' : aligned(report.rows);
    return { exit: 0, json: report.json, text };
  });
}

// The name of a run comes from outside: only one that is an id names a folder.
const RUN_ID = /^[0-9a-f-]{36}$/;

function keptReport(folders: ReleaseFolders, run: string): Uint8Array | null {
  const file = join(folders.withheld(run), 'report.json');
  return RUN_ID.test(run) && existsSync(file) ? readFileSync(file) : null;
}

function recorded({ log, settings }: Parts): AsyncIterable<RecordedEntry> {
  return wholeEntries(settings.stateFolder, log, { from: 0, to: log.size });
}

function assertNamed(flag: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const expected = `one of ${known.join(', ')}`;
  throw entranceError('FLAG_INVALID', { found: `${flag} '${name}'`, expected, next: 'Correct the flag.' });
}

function instant(flag: string, text: string): number {
  const value = instantOf(text);
  if (!Number.isNaN(value)) return value;
  throw entranceError('FLAG_INVALID', {
    found: `${flag} '${text}'`,
    expected: 'a date such as 2026-01-31',
    next: 'Correct the flag.',
  });
}
