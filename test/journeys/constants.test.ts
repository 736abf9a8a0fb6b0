import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainRequest, explanationText } from '../../src/workbench/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const TURN = Date.UTC(2027, 0, 1);

const PROFILE = `apiVersion: probity/v1
kind: LegalProfile
name: house
version: "7"
title: A law that changes
jurisdictions: [EU]
constants:
  - { name: stopped, value: [price], unit: effect of a purpose, article: Law 1, from: 2026-01-01, until: 2027-01-01 }
  - { name: stopped, value: [insight, price], unit: effect of a purpose, article: Law 2, from: 2027-01-01 }
`;

const POLICY = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: stopped-by-law
  title: What the law stops
  owner: privacy-office
  law: { requires: [Law 1] }
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  when: { fact: purpose.effect, in: { constant: house/stopped } }
`;

const request = {
  plugin: 'k-means',
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

describe('a running engine, while a constant of the law changes', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'probity-constants-'));
  let clock = TURN - 1;
  let deployment: Deployment;
  beforeAll(async () => {
    cpSync(join(root, 'policies'), join(scratch, 'policies'), { recursive: true });
    mkdirSync(join(scratch, 'policies/access/stopped-by-law'));
    writeFileSync(join(scratch, 'policies/access/stopped-by-law/policy.yaml'), POLICY);
    mkdirSync(join(scratch, 'profiles'));
    writeFileSync(join(scratch, 'profiles/house.yaml'), PROFILE);
    const config = join(root, 'test/journeys/config');
    const [purposes, destinations, datasets] = ['purposes', 'destinations', 'datasets'].map((one) => [
      join(config, one),
    ]);
    const legalProfiles = [join(root, 'config/legal-profiles'), join(scratch, 'profiles')];
    deployment = await deploy({
      policies: join(scratch, 'policies'),
      world: { now: () => clock },
      settings: { registers: { purposes, destinations, datasets, legalProfiles } },
    });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(scratch, { recursive: true });
  });

  const at = async <T>(now: number, what: () => Promise<T>) => {
    clock = now;
    return what();
  };
  const decided = async () => (await deployment.governance.decide(ask(request))).decision;

  it('decides by the old value before, and by the new one from that millisecond on', async () => {
    expect((await at(TURN - 1, decided)).kind).toBe('permit');
    const after = await at(TURN, decided);
    expect(after).toMatchObject({ kind: 'denial', reasons: [{ code: 'PROHIBITED', ref: 'stopped-by-law' }] });
  });

  it('offers columns by the value of the moment', async () => {
    const { dataset, purpose, destination, plugin } = request;
    const offered = async () =>
      (await deployment.governance.options({ dataset, purpose, plugin })).find(
        (one) => one.destination === destination,
      );
    const usable = (await at(TURN - 1, offered))?.columns.filter(({ verdict }) => verdict !== 'refused');
    expect(usable?.length).toBeGreaterThan(0);
    expect((await at(TURN, offered))?.columns.filter(({ verdict }) => verdict !== 'refused')).toEqual([]);
  });

  it('explains with the constant, its article and the version of its profile', async () => {
    const explanation = await at(TURN, () => explainRequest(deployment.governance, ask(request)));
    const text = explanationText(explanation);
    expect(text).toContain('house/stopped is [insight, price] (effect of a purpose): Law 2, legal profile version 7');
    expect(text).toMatch(/purpose\.effect is one of \[insight, price\].*line 12, house\/stopped/);
  });

  it('records by which constants a run was decided', async () => {
    const outcome = await at(TURN, () => deployment.governance.run(ask(request)));
    expect(outcome.kind).toBe('denied');
    const { log } = deployment.governance.parts;
    const bodies: Readonly<Record<string, unknown>>[] = [];
    for await (const { entry } of log.entries(0, log.size)) if (entry.type === 'run-opened') bodies.push(entry.body);
    expect(bodies.at(-1)?.['constants']).toEqual(
      expect.arrayContaining([{ name: 'house/stopped', version: '7', article: 'Law 2' }]),
    );
    expect(JSON.stringify(bodies.at(-1)?.['legalProfiles'])).toContain('"version":"7"');
  });

  it('reports them with the values that held', async () => {
    const outcome = await at(TURN - 1, () => deployment.governance.run(ask(request)));
    if (outcome.kind !== 'released') throw new Error(`not released: ${outcome.kind}`);
    const { report, folder } = outcome;
    const stopped = { name: 'house/stopped', version: '7', unit: 'effect of a purpose' };
    expect(report.decision.constants).toContainEqual(expect.objectContaining(stopped));
    const values = report.decision.constants.map(({ name, value }) => `${name} ${value}`);
    expect(values).not.toContain('house/stopped insight,price');
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<code>house/stopped</code>');
  });
});
