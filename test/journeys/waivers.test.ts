import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approveWaiver, requestWaiver, waiverList, withdrawWaiver } from '../../src/workbench/exceptions/index.js';
import { explainRequest } from '../../src/workbench/explanations/index.js';
import { replayCandidate } from '../../src/workbench/replay/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');

const BEGIN = Date.UTC(2026, 10, 1);
const END = Date.UTC(2026, 10, 15);
const RULE = 'trained-people-only';
const rules = { rules: [{ segment: 'low', when: { column: 'Annual Income (k$)', lt: 62 } }], otherwise: 'high' };
const request = {
  plugin: 'rules',
  options: rules,
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

/** The operator's training has ended, so that every run is denied but for an exception. */
here('a waiver', () => {
  let clock = BEGIN;
  let deployment: Deployment;

  beforeEach(async () => {
    clock = BEGIN;
    const settings = { localOperator: { team: 'analytics', trainedUntil: '2026-10-01' } };
    deployment = await deploy({ world: { now: () => clock }, settings });
  }, 120_000);
  afterEach(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  const parts = () => deployment.governance.parts;
  const officer = { by: 'officer-7', role: 'dpo', trainedUntil: END, reason: 'The course is booked for Friday.' };
  const reopen = async () => {
    await deployment.close();
    deployment = await deployment.reopen();
  };
  const run = (more: object = {}) => deployment.governance.run(ask({ ...request, ...more }));
  const denied = async (more: object = {}) => {
    const outcome = await run(more);
    if (outcome.kind !== 'denied') throw new Error(`not denied: ${outcome.kind}`);
    return outcome.decision.request.run;
  };
  const wanted = async (more: object = {}) => ({
    run: await denied(),
    rule: RULE,
    reason: 'The layout of two stores must be ready before the course.',
    until: new Date(END).toISOString(),
    scope: { kind: 'period' } as const,
    requestedBy: 'ada',
    ...more,
  });
  const granted = async (more: object = {}) => {
    const { name } = await requestWaiver(parts(), await wanted(more));
    await approveWaiver(parts(), name, officer);
    await reopen();
    return name;
  };
  const labels = () => {
    const file = join(deployment.folder, 'labels.csv');
    const rows = Array.from({ length: 200 }, (_, at) => `${at + 1},${at % 2 === 0 ? 'even' : 'odd'}`);
    writeFileSync(file, `CustomerID,segment\n${rows.join('\n')}\n`);
    return file;
  };
  const entries = async () => {
    const found = [];
    for await (const { entry } of parts().log.entries(0, parts().log.size)) {
      if (entry.type === 'waiver-decided') found.push(entry);
    }
    return found;
  };

  it('is honoured one millisecond before its end and refused at its end, however the moment comes', async () => {
    const name = await granted();
    clock = END - 1;
    expect(await run()).toMatchObject({ kind: 'released', report: { decision: { waiversUsed: [name] } } });
    expect((await deployment.governance.decide(ask(request))).decision).toMatchObject({
      kind: 'permit',
      waiversUsed: [name],
    });
    expect((await deployment.governance.dryRun(ask(request))).kind).toBe('dry');
    expect((await explainRequest(deployment.governance, ask(request))).answer).toBe('permit');
    clock = END;
    await denied();
    expect((await deployment.governance.decide(ask(request))).decision.kind).toBe('denial');
    expect((await deployment.governance.dryRun(ask(request))).kind).toBe('denied');
    expect((await explainRequest(deployment.governance, ask(request))).answer).toBe('denial');
    await reopen();
    await denied();
    expect(parts().registers.policies.waivers).toEqual([]);
  }, 120_000);

  it('counts in what may be used as it counts in a run', async () => {
    const { options: _options, ...asked } = { ...request, plugin: 'k-means' };
    const together = async () => (await deployment.governance.options(asked))[0]?.together?.kind ?? 'none';
    const refused = await deployment.governance.run(ask(asked));
    if (refused.kind !== 'denied') throw new Error(refused.kind);
    await granted({ run: refused.decision.request.run });
    clock = END - 1;
    expect(await together()).toBe('permit');
    clock = END;
    expect(await together()).toBe('none');
  }, 120_000);

  it('counts in a replay at the moment of each decision, as it counted then', async () => {
    const folder = join(deployment.folder, 'policies');
    const name = await granted();
    clock = END - 1;
    expect((await run()).kind).toBe('released');
    clock = END;
    await denied();
    const past = { folder, since: BEGIN, until: END + 1 };
    const after = await replayCandidate(parts(), past);
    expect(after).toMatchObject({ decisions: 3, baselines: { reproduced: 3 } });
    expect(after.changes).toMatchObject([{ at: new Date(BEGIN).toISOString(), kind: 'newly-permitted' }]);
    clock = END - 1;
    await withdrawWaiver(parts(), name, officer);
    await reopen();
    const without = await replayCandidate(parts(), past);
    expect(without.changes).toMatchObject([{ at: new Date(END - 1).toISOString(), kind: 'newly-denied' }]);
  }, 120_000);

  it('of labels that were made outside is honoured to its end as well', async () => {
    const { plugin: _plugin, options: _options, ...outside } = request;
    const judge = () => deployment.governance.judge(ask(outside), { file: labels() });
    const refused = await judge();
    if (refused.kind !== 'denied') throw new Error(refused.kind);
    await granted({ run: refused.decision.request.run });
    clock = END - 1;
    expect((await judge()).kind).toBe('released');
    await denied();
    clock = END;
    expect((await judge()).kind).toBe('denied');
  }, 120_000);

  it('counts again when a held run is approved: before its end, not at its end', async () => {
    const held = async () => {
      const outcome = await run({ purpose: 'service-offers' });
      if (outcome.kind !== 'held') throw new Error(`not held: ${outcome.kind}`);
      return outcome.run;
    };
    const denial = await denied({ purpose: 'service-offers' });
    await granted({ run: denial, scope: { kind: 'uses', uses: 2 } });
    clock += 86_400_000;
    const [first, second] = [await held(), await held()];
    await denied({ purpose: 'service-offers' });
    const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'Two hundred people are all there are.' };
    clock = END - 1;
    expect((await deployment.governance.approve(first, decision)).folder).toContain(first);
    clock = END;
    await expect(deployment.governance.approve(second, decision)).rejects.toMatchObject({ code: 'HOLD_NOW_DENIED' });
  }, 120_000);

  it('for one run is used up by it, and by nothing that was refused', async () => {
    const name = await granted({ scope: { kind: 'run' } });
    expect((await run({ purpose: 'service-offers' })).kind).toBe('denied');
    expect((await run()).kind).toBe('released');
    await denied();
    const list = await waiverList(parts());
    expect(list.waivers).toMatchObject([{ name, standing: 'used-up', used: 1, daysLeft: 14 }]);
    expect(list).toMatchObject({ mostUsed: [{ name, used: 1 }], neverUsed: [], endingSoon: [] });
  }, 120_000);

  it('for one run lets one of two through that are asked for at once', async () => {
    await granted({ scope: { kind: 'run' } });
    const both = await Promise.allSettled([run(), run()]);
    const ends = both.map((one) =>
      one.status === 'fulfilled' ? one.value.kind : (one.reason as { code: string }).code,
    );
    expect(ends.sort()).toEqual(['WAIVER_USED_UP', 'released']);
    expect((await run()).kind).toBe('denied');
  }, 60_000);

  it('is decided for a reason that the log can hold, in a role that there is', async () => {
    const { name } = await requestWaiver(parts(), await wanted());
    for (const reason of [' ', 'x'.repeat(20_000)]) {
      await expect(approveWaiver(parts(), name, { ...officer, reason })).rejects.toMatchObject({
        code: 'EXCEPTION_REASON',
      });
    }
    await approveWaiver(parts(), name, officer);
    const other = { ...officer, by: 'ada', role: 'Ada Lovelace' };
    await expect(withdrawWaiver(parts(), name, other)).rejects.toMatchObject({ code: 'EXCEPTION_WRONG_ROLE' });
    expect((await entries()).at(-1)?.body).toMatchObject({ event: 'approved', enteredBy: 'local-operator' });
  }, 60_000);

  it('says which past runs it would also have let through', async () => {
    const earlier = [await denied(), await denied({ columns: ['Annual Income (k$)', 'Spending Score (1-100)'] })];
    const other = await denied({ purpose: 'service-offers' });
    const { affected, mayApprove } = await requestWaiver(parts(), await wanted());
    expect(affected.permitted).toEqual(expect.arrayContaining(earlier));
    expect(affected.permitted).not.toContain(other);
    expect(affected).toMatchObject({ decisions: 4, eased: [], unknown: 0 });
    expect(mayApprove).toEqual(['dpo', 'privacy-officer']);
  }, 120_000);

  it('is approved by another, trained person in a role that the rule names, and by nobody else', async () => {
    const { name } = await requestWaiver(parts(), await wanted());
    const refusals = [
      [{ ...officer, by: 'ada' }, 'EXCEPTION_SAME_PERSON'],
      [{ ...officer, role: 'legal' }, 'EXCEPTION_WRONG_ROLE'],
      [{ ...officer, trainedUntil: null }, 'EXCEPTION_UNTRAINED'],
      [{ ...officer, trainedUntil: clock }, 'EXCEPTION_UNTRAINED'],
      [{ ...officer, by: 'Officer Seven' }, 'EXCEPTION_PERSON'],
    ] as const;
    for (const [decision, code] of refusals) {
      await expect(approveWaiver(parts(), name, decision)).rejects.toMatchObject({ code });
    }
    expect((await waiverList(parts())).waivers).toMatchObject([{ name, standing: 'requested', used: 0 }]);
    await reopen();
    await denied();
    await approveWaiver(parts(), name, officer);
    await expect(approveWaiver(parts(), name, officer)).rejects.toMatchObject({ code: 'EXCEPTION_CLOSED' });
    expect((await entries()).map(({ actor, body }) => [actor, body['event']])).toEqual([
      ['ada', 'requested'],
      ['officer-7', 'approved'],
    ]);
  }, 120_000);

  it('is refused for a rule that nobody may waive, that stood in no way, or without an end ahead', async () => {
    const asked = await wanted();
    const mistakes = [
      [{ rule: 'objection-ends-marketing-profiling' }, 'EXCEPTION_NEVER'],
      [{ rule: 'inactive-customers-leave' }, 'EXCEPTION_RULE'],
      [{ rule: 'segments-of-at-least-twenty' }, 'EXCEPTION_NEVER'],
      [{ until: new Date(clock).toISOString() }, 'EXCEPTION_TERM'],
      [{ until: 'soon' }, 'EXCEPTION_TERM'],
      [{ scope: { kind: 'uses', uses: 0 } as const }, 'EXCEPTION_TERM'],
      [{ reason: 'because' }, 'EXCEPTION_REASON'],
      [{ run: 'no-run' }, 'EXCEPTION_RUN'],
    ] as const;
    for (const [more, code] of mistakes) {
      await expect(requestWaiver(parts(), { ...asked, ...more })).rejects.toMatchObject({ code });
    }
    expect(await entries()).toEqual([]);
  }, 120_000);

  it('waives nothing once it is withdrawn, and nothing that was not approved is read', async () => {
    const name = await granted();
    await withdrawWaiver(parts(), name, officer);
    const folder = join(deployment.folder, 'state/exceptions/waivers');
    expect(readdirSync(folder)).toEqual([]);
    await deployment.close();
    writeFileSync(join(folder, 'waiver-9.yaml'), 'kind: Waiver');
    deployment = await deployment.reopen();
    expect(readdirSync(folder)).toEqual([]);
    await denied();
    expect((await waiverList(parts())).waivers).toMatchObject([{ name, standing: 'withdrawn' }]);
  }, 120_000);

  it('warns before its end, and names those that nobody used', async () => {
    const name = await granted();
    clock = END - 3 * 86_400_000 - 1;
    expect(await waiverList(parts())).toMatchObject({
      endingSoon: [name],
      neverUsed: [name],
      mostUsed: [],
      waivers: [{ daysLeft: 4, standing: 'approved' }],
    });
    clock = END;
    expect((await waiverList(parts())).waivers).toMatchObject([{ daysLeft: 0, standing: 'ended' }]);
  }, 120_000);
});
