import type { PolicySet } from '../../registers/policies/index.js';
import { type KeptRules, type RecordedDecision, recordedDecision, rulesDigest } from '../../run/index.js';
import { type Answer, createDecider } from '../../stages/decision/index.js';
import { decideAgain } from './again.js';
import { Deciders } from './deciders.js';
import { COLUMNS, grant, NOW, policy, record, registers, setOf, waiver } from './recorded-example.js';
import { replayDecisions } from './replay-decisions.js';

type Recorded = ReturnType<typeof record>;

const DAY_MS = 86_400_000;
const FAULT: Answer = { effect: 'deny', reasons: [{ code: 'KERNEL_FAULT' }], obligations: [] };

async function* entriesOf(records: readonly Recorded[]) {
  yield* records;
}

/** Replays records; the state keeps the sets that are given. */
function replay(
  records: readonly Recorded[],
  candidate: PolicySet,
  kept: readonly PolicySet[] = [base],
  otherwise: KeptRules = { kind: 'absent' },
) {
  const byDigest = new Map(kept.map((set) => [rulesDigest(set), set]));
  return replayDecisions({
    entries: entriesOf(records),
    since: NOW - 30 * DAY_MS,
    until: NOW + DAY_MS,
    candidate,
    registers: {
      ...registers,
      policies: setOf(),
      digests: { datasets: 'sha256:1', policies: 'sha256:2' },
    } as unknown as Parameters<typeof replayDecisions>[0]['registers'],
    rulesOf: (digest) => {
      const rules = otherwise.kind === 'absent' ? byDigest.get(digest) : undefined;
      return rules ? { kind: 'kept', rules } : otherwise;
    },
  });
}

const forbidSale = policy(
  'AccessPolicy',
  'no-sale',
  '  effect: prohibit\n  when: { fact: destination.saleOrShare, eq: true }\n',
);
const sizes = (size: number) => policy('DisclosurePolicy', 'sizes', `  segmentSizeMin: ${size}\n`);
const consent = (months: number) =>
  policy('ConsentPolicy', 'fresh', `  requires: { consent: granted, notOlderThan: ${months} months }\n`);
const base = setOf(grant, sizes(20), consent(24));

describe('a replay', () => {
  it('finds every decision unchanged under the policies that made it', async () => {
    const result = await replay(
      [record(base, 0), record(base, 1, { facts: { 'destination.saleOrShare': true } })],
      base,
    );
    expect(result).toMatchObject({ decisions: 2, changes: [], baselines: { reproduced: 2, record: 0 } });
    expect(result.total.unchanged).toBe(2);
  });

  it('says what becomes denied, with the reasons, by plugin, purpose and role', async () => {
    const sold = record(base, 1, { facts: { 'destination.saleOrShare': true } });
    const result = await replay([record(base, 0), sold], setOf(grant, sizes(20), consent(24), forbidSale));
    expect(result.total).toMatchObject({ unchanged: 1, 'newly-denied': 1 });
    expect(result.changes).toMatchObject([{ run: 'run-1', kind: 'newly-denied', reasons: ['PROHIBITED no-sale'] }]);
    for (const group of [result.byPlugin['rfm'], result.byPurpose['newsletter'], result.byRole['campaign']]) {
      expect(group).toMatchObject({ unchanged: 1, 'newly-denied': 1 });
    }
  });

  it('says what becomes permitted', async () => {
    const strict = setOf(grant, forbidSale);
    const sold = record(strict, 0, { facts: { 'destination.saleOrShare': true } });
    const result = await replay([sold], setOf(grant), [strict]);
    expect(result.changes).toMatchObject([{ kind: 'newly-permitted', reasons: ['GRANTED grant'] }]);
  });

  it.each([
    ['stronger', setOf(grant, sizes(50), consent(12))],
    ['weaker', setOf(grant, sizes(10), consent(36))],
    ['other', setOf(grant, sizes(50), consent(36))],
  ])('says that obligations became %s', async (strength, candidate) => {
    const { changes, strengths } = await replay([record(base, 0)], candidate);
    expect(changes).toMatchObject([{ kind: 'obligations-changed', strength }]);
    expect(changes[0]?.obligations.map(({ id }) => id)).toEqual(['rows:fresh.consent-too-old', 'segmentSizeMin']);
    expect(strengths).toMatchObject({ [strength]: 1 });
  });

  it('counts a size below the floor of the engine as weaker than no size', async () => {
    const { changes } = await replay(
      [record(setOf(grant), 0)],
      setOf(grant, policy('DisclosurePolicy', 'cells', '  cellSizeMin: 2\n')),
      [setOf(grant)],
    );
    expect(changes).toMatchObject([{ strength: 'weaker', obligations: [{ id: 'cellSizeMin', before: 5, after: 2 }] }]);
  });

  it('compares masks by the columns that they fall on', async () => {
    const mask = (category: string) =>
      policy('DisclosurePolicy', 'masks', `  masks: [{ categories: [${category}], round: 10 }]\n`);
    const narrow = setOf(grant, mask('user.behavior.purchase_history'));
    const orders = { name: 'orders', categories: ['user.behavior.purchase_history'] };
    const asked = { columns: [orders] };
    const { changes } = await replay([record(narrow, 0, asked)], setOf(grant, mask('user.behavior')), [narrow]);
    expect(changes).toEqual([]);
    const both = record(narrow, 0, { columns: [...COLUMNS, orders] });
    const wide = await replay([both], setOf(grant, mask('user.behavior')), [narrow]);
    expect(wide.changes[0]?.obligations).toEqual([
      { id: 'mask:visits', strength: 'stronger', before: null, after: [1, 10] },
    ]);
  });
});

describe('a replay of a waiver', () => {
  const UNTIL = '2026-06-15T10:00:00.000Z';
  const waivable = policy(
    'AccessPolicy',
    'no-sale',
    '  effect: prohibit\n  when: { fact: destination.saleOrShare, eq: true }\n',
    '  waivable: { by: [dpo] }\n',
  );
  const strict = setOf(grant, waivable);
  const waived = setOf(grant, waivable, waiver('once', 'no-sale', UNTIL));
  const sold = (at: number) => record(strict, 0, { at, facts: { 'destination.saleOrShare': true } });

  it('honours it one millisecond before its end and not at its end or one after', async () => {
    const kinds = [];
    for (const at of [NOW - 1, NOW, NOW + 1]) {
      const { total } = await replay([sold(at)], waived, [strict]);
      kinds.push([total['newly-permitted'], total.unchanged]);
    }
    expect(kinds).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  it('reproduces what a waiver let through, one millisecond before its end', async () => {
    const through = record(waived, 0, { at: NOW - 1, facts: { 'destination.saleOrShare': true } });
    const result = await replay([through], strict, [waived]);
    expect(result.baselines.reproduced).toBe(1);
    expect(result.changes).toMatchObject([{ kind: 'newly-denied' }]);
  });

  it('takes one that is new as not yet used, and says so', async () => {
    const counted = setOf(grant, waivable, waiver('once', 'no-sale', UNTIL, '  uses: 1\n'));
    const result = await replay([sold(NOW - 1)], counted, [strict]);
    expect(result.total['newly-permitted']).toBe(1);
    expect(result.newWaivers).toEqual(['once']);
  });
});

describe('a replay claims nothing', () => {
  const trained = setOf(
    grant,
    policy('AccessPolicy', 'trained', '  effect: prohibit\n  when: { fact: actor.trainedUntil, before: now }\n'),
  );
  const only = async (...asked: Parameters<typeof replay>) => {
    const { changes, total } = await replay(...asked);
    return [total['not-replayable'], changes[0]?.why, changes[0]?.about];
  };

  it('where a fact that the candidate turns on was not kept; one that was not known is known to be so', async () => {
    const unkept = record(base, 0, { unkept: ['actor.trainedUntil'] });
    expect(await only([unkept], trained)).toEqual([1, 'FACT_NOT_KEPT', ['actor.trainedUntil']]);
    const { changes } = await replay([record(base, 0)], trained);
    expect(changes).toMatchObject([{ kind: 'newly-denied' }]);
  });

  it('where the record lacks what the decision turned on', async () => {
    const { entry, index } = record(base, 0);
    const { replay: _, ...body } = entry.body;
    const without = [{ index, entry: { ...entry, body } as typeof entry }];
    expect(await only(without, base)).toEqual([1, 'RECORD_INCOMPLETE', []]);
    const moved = [{ index, entry: { ...entry, at: '2026-06-14T00:00:00.000Z' } as typeof entry }];
    expect(await only(moved, base)).toEqual([1, 'RECORD_INCOMPLETE', []]);
  });

  it('where the kept rules do not give the recorded decision', async () => {
    const { entry, index } = record(base, 0);
    const told = { ...entry.body, decision: 'denial' };
    expect(await only([{ index, entry: { ...entry, body: told } as typeof entry }], base)).toEqual([
      1,
      'NOT_REPRODUCED',
      [base.digest],
    ]);
    const obliged = {
      ...entry.body,
      replay: { ...(entry.body['replay'] as object), obliged: `sha256:${'0'.repeat(64)}` },
    };
    expect(await only([{ index, entry: { ...entry, body: obliged } as typeof entry }], base)).toEqual([
      1,
      'NOT_REPRODUCED',
      [base.digest],
    ]);
  });

  it('of obligations where the rules were not kept, and still knows what the answers were', async () => {
    expect(await only([record(base, 0)], setOf(grant), [])).toEqual([1, 'RULES_NOT_KEPT', [rulesDigest(base)]]);
    const same = await replay([record(base, 0)], base, []);
    expect(same).toMatchObject({ changes: [], baselines: { record: 1 } });
    const { changes } = await replay([record(base, 0)], setOf(), []);
    expect(changes).toMatchObject([{ kind: 'newly-denied', baseline: 'record' }]);
  });

  it('where somebody changed the kept rules', async () => {
    const result = await replay([record(base, 0)], base, [base], { kind: 'altered' });
    expect(result.changes).toMatchObject([{ why: 'RULES_ALTERED', about: [rulesDigest(base)], baseline: null }]);
  });

  it('where the evaluators do not agree', () => {
    const recorded = recordedDecision(record(base, 0)) as RecordedDecision;
    const deciders = new Deciders(() => ({ kind: 'kept', rules: base }), [...registers.taxonomy.categories]);
    const fault = { digest: base.digest, answer: () => FAULT };
    const candidate = {
      set: base,
      decider: createDecider(base, fault),
      unkept: () => [],
      moved: () => [],
      ownRules: null,
    };
    expect(decideAgain(recorded, deciders, candidate)).toMatchObject({
      kind: 'not-replayable',
      why: 'EVALUATORS_DISAGREE',
    });
  });

  it('where the purpose is declared otherwise now', async () => {
    const earlier = record(base, 0, { facts: { 'purpose.effect': 'price' } });
    expect(await only([earlier], setOf(grant))).toEqual([1, 'SCOPE_CHANGED', ['purpose.effect']]);
  });
});

it('a replay counts decisions under another state of a register, and leaves out what lies outside the period', async () => {
  const { entry, index } = record(base, 0);
  const other = { ...entry.body, registers: { datasets: 'sha256:9', policies: base.digest } };
  const early = record(base, 1, { at: NOW - 31 * DAY_MS });
  const result = await replay([{ index, entry: { ...entry, body: other } as typeof entry }, early], base);
  expect(result.decisions).toBe(1);
  expect(result.registersChanged).toEqual({ datasets: 1 });
});
