import type { StoredEntry } from '../../audit/index.js';
import { instantOf, isoInstant } from '../../documents/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { type Parts, type RecordedDecision, recordedDecision } from '../../run/index.js';
import { type Candidate, decideAgain, type Redecided, usesOf } from './again.js';
import { Deciders, type OwnRulesOf, ownRulesFrom, type RulesOf, rulesFrom } from './deciders.js';
import type { Replay, ReplayedDecision } from './replay.js';
import { Tallies } from './tallies.js';
import { unkeptFacts } from './unkept-facts.js';

/** What is replayed, and under what. Instants are milliseconds since 1970; `until` itself is outside. */
export interface ReplayAsk {
  readonly entries: AsyncIterable<Pick<StoredEntry, 'index' | 'entry'>>;
  readonly since: number;
  readonly until: number;
  readonly candidate: PolicySet;
  readonly registers: Pick<Parts['registers'], 'taxonomy' | 'purposes' | 'datasets' | 'policies' | 'digests'> &
    Partial<Pick<Parts['registers'], 'ownRules'>>;
  /** Where the rules of earlier decisions are kept. */
  readonly rulesOf: RulesOf;
  /** Where own rules of earlier decisions are kept; nowhere when absent. */
  readonly ownRulesOf?: OwnRulesOf;
}

/**
 * Decides every recorded request of a period again under a candidate. Time and facts are those of the record; nothing is
 * read but the log and kept rules, and nothing is written.
 */
export async function replayDecisions(ask: ReplayAsk): Promise<Replay> {
  const { registers, candidate, since, until } = ask;
  const ownRulesOf = ownRulesFrom(ask.ownRulesOf ?? (() => ({ kind: 'absent' })), registers.ownRules ?? null);
  const rulesOf = rulesFrom(ask.rulesOf, registers.policies);
  const deciders = new Deciders(rulesOf, [...registers.taxonomy.categories], ownRulesOf);
  const weighed = candidateOf(ask, deciders);
  const tallies = new Tallies(registers.digests);
  const newWaivers = new Set<string>();
  const changes: ReplayedDecision[] = [];
  for await (const stored of ask.entries) {
    if (!isWithin(stored, since, until)) continue;
    const recorded = recordedDecision(stored);
    const decided = recorded ? decideAgain(recorded, deciders, weighed) : INCOMPLETE;
    const replayed = replayedOf(stored, decided);
    tallies.add(replayed, recorded?.registers ?? {});
    if (replayed.kind !== 'unchanged') changes.push({ ...replayed, kind: replayed.kind });
    if (recorded) for (const waiver of takenAsUnused(candidate, recorded)) newWaivers.add(waiver);
  }
  return {
    since: isoInstant(since),
    until: isoInstant(until),
    candidate: candidate.digest,
    ...tallies.result(),
    newWaivers: [...newWaivers].sort(),
    changes,
  };
}

function candidateOf({ candidate, registers }: ReplayAsk, deciders: Deciders): Candidate {
  return {
    set: candidate,
    decider: deciders.of(candidate),
    ownRules: registers.ownRules ?? null,
    unkept: unkeptFacts(candidate),
    moved: (recorded) => movedNames(registers, recorded),
  };
}

/** What scopes resolve by, where it is not what it was: use, effect and basis of the purpose, regime of the dataset. */
function movedNames({ purposes, datasets }: ReplayAsk['registers'], recorded: RecordedDecision): readonly string[] {
  const { request, facts } = recorded;
  const purpose = purposes.get(request.purpose);
  const dataset = datasets.get(request.dataset);
  return [
    ...(purpose ? [] : [`purpose ${request.purpose}`]),
    ...(purpose && purpose.use !== facts['purpose.use'] ? ['purpose.use'] : []),
    ...(purpose && purpose.effect !== facts['purpose.effect'] ? ['purpose.effect'] : []),
    ...(purpose && purpose.basis !== facts['purpose.basis'] ? ['purpose.basis'] : []),
    ...(dataset ? [] : [`dataset ${request.dataset}`]),
    ...(dataset && dataset.regime !== facts['dataset.regime'] ? ['dataset.regime'] : []),
  ];
}

function isWithin({ entry }: Pick<StoredEntry, 'entry'>, since: number, until: number): boolean {
  if (entry.type !== 'run-opened') return false;
  const at = instantOf(entry.at);
  return at >= since && at < until;
}

const INCOMPLETE: Redecided = {
  kind: 'not-replayable',
  baseline: null,
  why: 'RECORD_INCOMPLETE',
  about: [],
  reasons: [],
  strength: null,
  obligations: [],
};

/** What an entry says of itself, as far as it can be read. */
function replayedOf({ index, entry }: Pick<StoredEntry, 'index' | 'entry'>, decided: Redecided) {
  const request = recordOf(entry.body['request']);
  const roles = entry.body['roles'];
  return {
    run: entry.run ?? '',
    index,
    at: entry.at,
    plugin: wordOf(request['plugin']),
    purpose: wordOf(request['purpose']),
    dataset: wordOf(request['dataset']),
    roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [],
    ...decided,
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function takenAsUnused({ waivers }: PolicySet, { facts }: RecordedDecision): readonly string[] {
  return waivers.filter(({ id, uses }) => uses !== null && !Object.hasOwn(facts, usesOf(id))).map(({ id }) => id);
}
