import { readYaml, type YamlDocument } from '../documents/index.js';
import type { UnclassifiedColumn } from '../registers/datasets/index.js';
import type { Decision, Limits, Mask, Reason } from '../stages/decision/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import { type DryOutcome, dryRun } from './dry-run.js';
import { embeddedStages } from './embedded-stages.js';
import type { Parts } from './parts.js';

/** What one column may be used as. */
export interface ColumnOption {
  readonly name: string;
  readonly verdict: 'usable' | 'masked' | 'refused';
  readonly mask: Mask | null;
  /** Why policy refuses it. */
  readonly reasons: readonly Reason[];
  /** Set for a field of a manifest that the catalogue gives no role: no policy is asked about it. */
  readonly unclassified: Omit<UnclassifiedColumn, 'name'> | null;
}

/** What may be used for one purpose and destination, and what would pass. */
export interface DestinationOptions {
  readonly destination: string;
  readonly columns: readonly ColumnOption[];
  /** What all usable columns together get; a denial when even they do not pass. */
  readonly together: Decision | null;
  readonly limits: Limits | null;
  readonly approvals: readonly string[];
  /** Rows by reason, for the usable columns; counted only when one destination was asked for. */
  readonly rows: DryOutcome | null;
  /** A request that would be permitted, ready to be written to a file. */
  readonly request: Readonly<Record<string, unknown>> | null;
}

export interface OptionsAsk {
  readonly dataset: string;
  readonly purpose: string;
  readonly destination?: string | undefined;
  readonly plugin: string;
  /** Of a plugin that cannot do without; they are checked like those of a run. */
  readonly options?: unknown;
}

/** Asks the same decision that a run would ask, column by column and then together. */
export async function optionsFor(parts: Parts, ask: OptionsAsk): Promise<readonly DestinationOptions[]> {
  const destinations = ask.destination === undefined ? destinationsOf(parts, ask.purpose) : [ask.destination];
  const found: DestinationOptions[] = [];
  for (const destination of destinations) {
    found.push(await destinationOptions(parts, { ...ask, destination }, ask.destination !== undefined));
  }
  return found;
}

// An unknown purpose goes on to admission with a destination that is known, so that only the purpose is refused.
function destinationsOf({ registers }: Parts, purpose: string): readonly string[] {
  const known = registers.purposes.get(purpose);
  return known ? known.destinations : [registers.destinations.keys().next().value ?? 'none'];
}

async function destinationOptions(
  parts: Parts,
  ask: OptionsAsk & { readonly destination: string },
  countRows: boolean,
): Promise<DestinationOptions> {
  const features = featureColumns(parts, ask.dataset);
  const columns: ColumnOption[] = [];
  for (const name of features) columns.push(columnOption(name, await decideOn(parts, ask, [name])));
  const usable = columns.filter(({ verdict }) => verdict !== 'refused').map(({ name }) => name);
  const together = usable.length > 0 ? await decideOn(parts, ask, usable) : null;
  const permitted = together?.kind === 'permit';
  return {
    destination: ask.destination,
    columns: [...columns, ...unclassifiedColumns(parts, ask.dataset)],
    together,
    limits: permitted ? together.limits : null,
    approvals: permitted ? together.limits.approvals : [],
    rows: permitted && countRows ? await dryRun(parts, askDocument(ask, usable)) : null,
    request: permitted ? askValue(ask, usable) : null,
  };
}

function featureColumns({ registers }: Parts, dataset: string): readonly string[] {
  const declared = registers.datasets.get(dataset);
  const measures = (declared?.events ?? []).flatMap(({ perSubject }) => perSubject);
  const columns = [...(declared?.columns ?? []), ...measures];
  // An unknown dataset goes on to admission, which says so with the nearest name.
  return declared ? columns.filter(({ roles }) => roles.includes('feature')).map(({ name }) => name) : ['-'];
}

function unclassifiedColumns({ registers }: Parts, dataset: string): readonly ColumnOption[] {
  return (registers.datasets.get(dataset)?.unclassified ?? []).map(({ name, categories, marked }) => ({
    ...{ name, verdict: 'refused', mask: null, reasons: [] },
    unclassified: { categories, marked },
  }));
}

function columnOption(name: string, decision: Decision): ColumnOption {
  const known = { name, unclassified: null };
  if (decision.kind === 'denial') return { ...known, verdict: 'refused', mask: null, reasons: decision.reasons };
  const mask = decision.columns.find((column) => column.name === name)?.mask ?? null;
  if (mask?.kind === 'suppress') return { ...known, verdict: 'refused', mask, reasons: decision.reasons };
  return { ...known, verdict: mask === null ? 'usable' : 'masked', mask, reasons: [] };
}

async function decideOn(parts: Parts, ask: OptionsAsk, columns: readonly string[]): Promise<Decision> {
  const { decision } = await decideOnly(parts, askDocument(ask, columns));
  return decision;
}

/** The decision alone: reads no data and records nothing. */
export async function decideOnly(
  parts: Parts,
  ask: YamlDocument,
): Promise<{ readonly request: SegmentationRequest; readonly decision: Decision }> {
  const stage = embeddedStages(parts);
  const request = stage.admit(ask);
  return { request, decision: await stage.decide(request, await stage.gather(request)) };
}

function askValue({ plugin, options, dataset, purpose, destination }: OptionsAsk, columns: readonly string[]) {
  const given = options === undefined ? {} : { options };
  return {
    apiVersion: 'probity/v1',
    kind: 'SegmentationRequest',
    plugin,
    ...given,
    dataset,
    purpose,
    destination,
    columns,
  };
}

function askDocument(ask: OptionsAsk, columns: readonly string[]): YamlDocument {
  return readYaml('options', JSON.stringify(askValue(ask, columns)));
}
