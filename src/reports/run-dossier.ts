import type { Dossier } from './dossier.schema.js';
import { dossierPage } from './dossier-page.js';
import { checkKept, type KeptCheck } from './kept-report.js';
import { outcomeOf, type RecordedEntry, type RecordedRun, recordedAt, recordedRuns, textAt } from './recorded-runs.js';
import { reportsError } from './reports.errors.js';

/**
 * Everything that the log holds about one run, as a document and as a page; RUN_NOT_RECORDED when it holds nothing.
 * `kept` are the bytes of the report that was kept of a withheld run, which count only when the log names them.
 */
export async function runDossier(
  run: string,
  entries: AsyncIterable<RecordedEntry>,
  kept: Uint8Array | null = null,
): Promise<{ readonly json: Dossier; readonly html: string }> {
  const [recorded] = await recordedRuns(entries, (name) => name === run);
  if (!recorded) {
    throw reportsError('RUN_NOT_RECORDED', {
      found: `no entry about '${run}'`,
      expected: 'a run of this log',
      next: 'Read the runs of the log with: probity audit show',
    });
  }
  const json = dossierOf(recorded, checkKept(recorded, kept));
  return { json, html: dossierPage(json) };
}

function dossierOf(recorded: RecordedRun, kept: KeptCheck): Dossier {
  const { run, entries, opened, closed, decided } = recorded;
  const proven = textAt(decided.at(-1) ?? null, 'decision') === 'approved' ? decided.at(-1) : closed;
  return {
    apiVersion: 'probity/v1',
    kind: 'RunDossier',
    statement: 'Evidence of recorded facts, not a finding of compliance.',
    run,
    outcome: outcomeOf(recorded),
    opened: opened?.index ?? null,
    closed: closed?.index ?? null,
    decided: decided.map(({ index }) => index),
    facts: entries.flatMap(({ index, entry }) => leaves(entry.body, '').map((leaf) => ({ ...leaf, index }))),
    entries: entries.map(({ index, entry: { type, at, environment, actor, body } }) => ({
      index,
      type,
      at,
      environment,
      actor: actor ?? null,
      body,
    })),
    receipt: { index: proven?.index ?? null, file: `${run}.tlog-proof` },
    verify: verifyLines(proven?.index ?? null),
    ...(kept.kind === 'kept' ? { report: kept.report } : {}),
    missing: [...missingOf(recorded), ...missingReport(kept)],
  };
}

type Leaf = Pick<Dossier['facts'][number], 'path' | 'value'>;

function leaves(value: unknown, path: string): readonly Leaf[] {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [{ path, value }];
  }
  if (Array.isArray(value)) return value.flatMap((item, at) => leaves(item, `${path}[${at}]`));
  return Object.entries(value as object).flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`));
}

function verifyLines(index: number | null): Dossier['verify'] {
  const proof = index === null ? [] : [`probity audit prove ${index}`];
  return ["node probity-verify.mjs state/audit --key 'the verifier key'", ...proof];
}

function missingOf({ opened, closed, decided }: RecordedRun): Dossier['missing'] {
  const held = textAt(closed, 'outcome') === 'held';
  const gaps: readonly (readonly [boolean, string])[] = [
    [opened === null, 'No opening entry: the request and the decision are not known.'],
    [closed === null, 'No closing entry: the run is open, or the engine stopped and has not been started since.'],
    [held && decided.length === 0, 'The run is held and nobody has decided yet.'],
    [
      opened !== null && recordedAt(opened, 'request', 'options') === undefined,
      'The options are not recorded, only the digest of the request.',
    ],
    [
      closed !== null && recordedAt(closed, 'rows') === undefined,
      'No rows are recorded: no data was read, or the run broke before its rows were counted.',
    ],
  ];
  return [...gaps.filter(([gap]) => gap).map(([, text]) => text), ...[opened, closed].flatMap(missingAppendix)];
}

// What was too long for its entry stands beside the log; whoever reads the entries puts it back.
function missingAppendix(from: RecordedEntry | null): readonly string[] {
  const named = recordedAt(from, 'appendix');
  const paths = typeof named === 'object' && named !== null ? Object.keys(named) : [];
  const gone = paths.filter((path) => recordedAt(from, ...path.split('.')) === undefined);
  if (gone.length === 0) return [];
  return [`Of entry ${from?.index} the state no longer holds, as the log names it: ${gone.join(', ')}.`];
}

function missingReport({ kind }: KeptCheck): Dossier['missing'] {
  switch (kind) {
    case 'none':
    case 'kept':
      return [];
    case 'missing':
      return ['The report that the log names is not in the state any more.'];
    case 'altered':
      return ['The report in the state is not the one that the log names, so it is not shown.'];
  }
}
