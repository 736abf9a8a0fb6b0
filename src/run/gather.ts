import type { Facts, FactValue } from '../conditions/index.js';
import { cutoffFacts } from '../conditions/index.js';
import { instantOf } from '../documents/index.js';
import type { Dataset } from '../registers/datasets/index.js';
import type { Destination } from '../registers/destinations/index.js';
import type { Purpose } from '../registers/purposes/index.js';
import { type SegmentationRequest, takenColumns } from '../stages/request/index.js';

/** Everything a decision may turn on that is known before data is read. */
export interface GatherInput {
  readonly request: SegmentationRequest;
  readonly purpose: Purpose;
  readonly destination: Destination;
  readonly dataset: Dataset;
  readonly plugin: { readonly gives: 'model' | 'labels'; readonly builtIn: boolean };
  readonly isolationLevel: number;
  readonly environment: 'rehearsal' | 'production';
  readonly regionCountries: readonly string[];
  readonly attemptsJudged: number;
  readonly waiverUses: ReadonlyMap<string, number>;
  readonly durations: readonly string[];
}

/** The facts of the run; what is not known is left out, and is then unknown to every policy. */
export function gatherFacts(input: GatherInput): Facts {
  const { request, environment } = input;
  return known({
    now: request.at,
    environment,
    ...cutoffFacts(input.durations, request.at),
    ...purposeFacts(input),
    ...destinationFacts(input),
    ...datasetFacts(input),
    'request.mitigation': request.mitigation?.kind ?? 'none',
    'release.kAnonymous': request.release !== undefined,
    'plugin.name': request.plugin,
    'plugin.gives': input.plugin.gives,
    'plugin.builtIn': input.plugin.builtIn,
    'isolation.level': input.isolationLevel,
    'actor.roles': request.actor.roles,
    'actor.team': request.actor.team,
    'actor.trainedUntil': request.actor.trainedUntil,
    'attempts.judged': input.attemptsJudged,
    ...Object.fromEntries([...input.waiverUses].map(([name, uses]) => [`waiver.uses.${name}`, uses])),
  });
}

function purposeFacts({ purpose, request }: GatherInput) {
  const { state, until } = purpose.assessment;
  const assessedUntil = until === undefined ? undefined : instantOf(until);
  const lapsed = state === 'approved' && assessedUntil !== undefined && assessedUntil <= request.at;
  return {
    'purpose.name': purpose.name,
    'purpose.use': purpose.use,
    'purpose.effect': purpose.effect,
    'purpose.basis': purpose.basis,
    'purpose.team': purpose.team,
    'purpose.expires': purpose.expires === undefined ? undefined : instantOf(purpose.expires),
    'purpose.aiClass': purpose.aiAct?.class,
    'purpose.proxyReview': purpose.proxyReview?.state,
    'purpose.allowsDestination': purpose.destinations.includes(request.destination),
    'assessment.state': lapsed ? 'expired' : state,
    'assessment.until': assessedUntil,
  };
}

function destinationFacts({ destination, regionCountries }: GatherInput) {
  return {
    'destination.name': destination.name,
    'destination.role': destination.role,
    'destination.country': destination.country,
    'destination.inRegion': regionCountries.includes(destination.country),
    'destination.transferGround': destination.transferGround,
    'destination.saleOrShare': destination.saleOrShare,
    'destination.hasContract': destination.contract !== undefined,
  };
}

function datasetFacts({ dataset, request }: GatherInput) {
  const taken = takenColumns(request);
  const asked = askedColumns(dataset, taken);
  return {
    'dataset.name': dataset.name,
    'dataset.regime': dataset.regime,
    'dataset.provenance': distinct(asked.map(({ provenance }) => provenance)),
    'columns.names': distinct(taken),
    'columns.roles': distinct(asked.flatMap(({ roles }) => roles)),
    'columns.categories': distinct(asked.flatMap(({ categories }) => categories)),
  };
}

/** The columns asked for, whether they stand in the table or come from events. */
export function askedColumns(dataset: Dataset, names: readonly string[]) {
  const measures = (dataset.events ?? []).flatMap(({ perSubject }) => perSubject);
  return [...dataset.columns, ...measures].filter(({ name }) => names.includes(name));
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

function known(facts: Readonly<Record<string, FactValue | undefined>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== undefined),
  );
}
