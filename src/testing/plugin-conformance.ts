import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { SandboxLevel } from '../isolation/index.js';
import { buildPlugin, nodeModulesOf, type RegisteredPlugin } from '../registers/plugins/index.js';
import { reordered, rowCountOf } from './made-up-rows.js';
import { differenceBetween } from './nearly-equal.js';
import { type Played, play } from './played-plugin.js';
import type { PluginCase } from './plugin-case.schema.js';
import { readCases } from './plugin-cases.js';
import { testingError } from './testing.errors.js';

/** One thing that every plugin must do; rejects with a ProbityError that says what was found instead. */
export interface ConformanceCheck {
  readonly name: string;
  check(): Promise<void>;
}

/**
 * The conformance suite of the plugin in a folder, for any test runner: `for (const { name, check } of …) it(name, check)`.
 * The plugin is built once, into a temporary folder, and runs in the sandbox as in the engine.
 */
export function pluginConformance(folder: string, level: SandboxLevel = 0): readonly ConformanceCheck[] {
  const suite = new Suite(folder, level);
  const cases = readCases(folder);
  return [
    { name: 'builds and describes itself under the name of its folder', check: () => suite.describesItself() },
    { name: 'asks for no module of Node', check: () => suite.asksForNothing() },
    { name: 'has a case that it answers', check: async () => void suite.answered(cases) },
    ...cases.map((one) => ({ name: `case: ${one.sentence}`, check: () => suite.passes(one) })),
    { name: 'gives equal results for equal seeds, in processes of their own', check: () => suite.repeats(cases) },
    { name: 'gives the same model whatever the order of rows', check: () => suite.ignoresOrder(cases) },
    { name: 'prints nothing', check: () => suite.printsNothing(cases) },
    {
      name: 'answers no row, one row and missing values, or refuses by a declared code',
      check: () => suite.survives(cases),
    },
  ];
}

class Suite {
  #built: Promise<RegisteredPlugin> | null = null;

  constructor(
    private readonly folder: string,
    private readonly level: SandboxLevel,
  ) {}

  async describesItself(): Promise<void> {
    const { name } = await this.#plugin();
    expectThat(name === basename(resolve(this.folder)), `the name '${name}' in another folder`);
  }

  async asksForNothing(): Promise<void> {
    const modules = await nodeModulesOf(this.folder);
    expectThat(modules.length === 0, `the modules ${modules.join(', ')}`);
  }

  answered(cases: readonly PluginCase[]): PluginCase {
    const one = cases.find(({ refuses }) => refuses === undefined);
    if (one) return one;
    throw failed('no case under cases/ with a result');
  }

  async passes(one: PluginCase): Promise<void> {
    const played = await this.#play(one);
    if (one.refuses !== undefined) {
      const code = played.kind === 'refused' ? played.code : 'a result';
      return expectThat(code === one.refuses, `${code} instead of the refusal ${one.refuses}`);
    }
    const difference = differenceBetween(one.gives ?? {}, resultOf(played));
    expectThat(difference === null, `another result at ${difference}`);
  }

  async repeats(cases: readonly PluginCase[]): Promise<void> {
    const one = this.answered(cases);
    const [first, second] = [await this.#play(one), await this.#play(one)];
    expectThat(JSON.stringify(first) === JSON.stringify(second), 'two results for one seed');
  }

  async ignoresOrder(cases: readonly PluginCase[]): Promise<void> {
    const { manifest } = await this.#plugin();
    if (manifest.gives === 'labels') return;
    const one = this.answered(cases);
    const backwards = Array.from({ length: rowCountOf(one.rows) }, (_, row) => row).reverse();
    const [first, second] = [await this.#play(one), await this.#play({ ...one, rows: reordered(one.rows, backwards) })];
    expectThat(JSON.stringify(first) === JSON.stringify(second), 'two models for the same rows in two orders');
  }

  async printsNothing(cases: readonly PluginCase[]): Promise<void> {
    const played = await this.#play(this.answered(cases));
    const bytes = played.kind === 'result' ? played.printedBytes : 0;
    expectThat(bytes === 0, `${bytes} bytes on standard output and error, which nobody reads`);
  }

  async survives(cases: readonly PluginCase[]): Promise<void> {
    const one = this.answered(cases);
    const { manifest } = await this.#plugin();
    const missing = Object.fromEntries(Object.keys(one.rows).map((name) => [name, [null, null, null]]));
    for (const rows of [reordered(one.rows, []), reordered(one.rows, [0]), missing]) {
      const played = await this.#play({ ...one, rows });
      const declared = played.kind === 'result' || Object.hasOwn(manifest.refusals, played.code);
      expectThat(declared, 'a refusal by a code that the definition does not declare');
    }
  }

  async #play(one: PluginCase): Promise<Played> {
    return play(await this.#plugin(), this.level, one);
  }

  #plugin(): Promise<RegisteredPlugin> {
    this.#built ??= this.#build();
    return this.#built;
  }

  async #build(): Promise<RegisteredPlugin> {
    const out = mkdtempSync(join(tmpdir(), 'probity-plugin-'));
    process.once('exit', () => rmSync(out, { recursive: true, force: true }));
    return buildPlugin(this.folder, join(out, basename(resolve(this.folder))), this.level);
  }
}

function resultOf(played: Played): Readonly<Record<string, unknown>> {
  if (played.kind === 'result') return played.result;
  throw failed(`the refusal ${played.code} instead of a result`);
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw failed(otherwise);
}

function failed(found: string) {
  return testingError('CONFORMANCE_FAILED', {
    found,
    next: 'docs/plugins.md says what every plugin must do, and why.',
  });
}
