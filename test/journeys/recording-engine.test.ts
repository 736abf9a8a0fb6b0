import { AsyncLocalStorage } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataEngine } from '../../src/engines/index.js';
import { Governance } from '../../src/run/index.js';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');

/** What SQL looks like; no name of the registers of the tests does. */
const SQL = /\b(select|insert|create|drop|attach|copy|pragma)\b[\s\S]*\b(from|into|table|view|as|to)\b/i;

const low = { segment: 'low', when: { column: 'Annual Income (k$)', lt: 62 } };
const rules = { plugin: 'rules', options: { rules: [low], otherwise: 'high' } };
const common = { dataset: 'mall', destination: 'analysts', columns: ['Annual Income (k$)'] };
const insight = { ...common, purpose: 'store-layout' };

function* textsIn(value: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
  seen.add(value);
  for (const part of Object.values(value)) yield* textsIn(part, seen);
}

here('a recording engine in place of the data engine', () => {
  const inCall = new AsyncLocalStorage<string>();
  const calls: { readonly method: string; readonly given: readonly unknown[] }[] = [];
  const statements: { readonly sql: string; readonly during: string | undefined }[] = [];
  let deployment: Deployment;
  let governance: Governance;

  /** Hands every call on to the engine, and remembers it. */
  function recording(engine: DataEngine): DataEngine {
    return new Proxy(engine, {
      get(target, method) {
        const value = Reflect.get(target, method, target) as unknown;
        if (typeof value !== 'function') throw new Error(`'${String(method)}' is no method of the data engine`);
        return (...given: readonly unknown[]) => {
          calls.push({ method: String(method), given });
          return inCall.run(String(method), () => Reflect.apply(value, target, given) as unknown);
        };
      },
    });
  }

  beforeAll(async () => {
    const onStatement = ({ sql }: { readonly sql: string }) => void statements.push({ sql, during: inCall.getStore() });
    deployment = await deploy({ world: { onStatement } });
    const { parts } = deployment.governance;
    governance = new Governance({ ...parts, data: recording(parts.data) });
    statements.length = 0;

    const released = await governance.run(ask({ ...insight, plugin: 'k-means', options: { segments: 3 }, seed: 1 }));
    const held = await governance.run(ask({ ...common, ...rules, purpose: 'service-offers' }));
    if (released.kind !== 'released' || held.kind !== 'held') throw new Error(`${released.kind}, ${held.kind}`);
    const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'Two hundred people are all there are.' };
    await governance.approve(held.run, decision);
    await governance.dryRun(ask({ ...insight, ...rules }));
    await governance.options({ dataset: 'mall', purpose: 'store-layout', destination: 'analysts', plugin: 'k-means' });
    const file = join(deployment.folder, 'labels.csv');
    const rows = Array.from({ length: 200 }, (_, at) => `${at + 1},${at % 2 === 0 ? 'even' : 'odd'}`);
    writeFileSync(file, `CustomerID,segment\n${rows.join('\n')}\n`);
    await governance.judge(ask(insight), { file });
  }, 180_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  it('sees every way in which a run asks for data', () => {
    const methods = new Set(calls.map(({ method }) => method));
    for (const method of ['prepare', 'sample', 'assign', 'assignOutside', 'countGone', 'discard']) {
      expect(methods).toContain(method);
    }
  });

  it('is behind every statement that DuckDB is given', () => {
    expect(statements.length).toBeGreaterThan(50);
    expect(statements.filter(({ during }) => during === undefined).map(({ sql }) => sql)).toEqual([]);
  });

  it('is given no SQL by anybody: names, conditions, models and handles alone', () => {
    const texts = calls.flatMap(({ method, given }) => [...textsIn(given)].map((text) => `${method}: ${text}`));
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => SQL.test(text))).toEqual([]);
    // The same look does find what DuckDB is given.
    expect(statements.filter(({ sql }) => SQL.test(sql)).length).toBeGreaterThan(20);
  });
});
