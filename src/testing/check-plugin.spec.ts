import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPlugin } from '../registers/plugins/index.js';
import { checkPlugin } from './index.js';

/** A suite starts a dozen processes, on a machine that others may be using. */
const PATIENCE_MS = 60_000;

describe('the conformance suite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-new-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    'passes a plugin that was just scaffolded',
    async () => {
      const results = await checkPlugin(newPlugin('brand-new', folder), 0);
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
      expect(results.length).toBeGreaterThanOrEqual(8);
    },
    PATIENCE_MS,
  );

  it(
    'sees a plugin that prints',
    async () => {
      const home = newPlugin('talkative', folder);
      change(home, 'const column', "console.log('seen'); const column");
      expect(await failedChecks(home)).toEqual(['prints nothing']);
    },
    PATIENCE_MS,
  );

  it(
    'sees a plugin that asks for a module of Node',
    async () => {
      const home = newPlugin('curious', folder);
      change(home, 'import { Type }', "import { hostname } from 'node:os';\nimport { Type }");
      change(home, 'const column', 'hostname(); const column');
      expect(await failedChecks(home)).toContain('asks for no module of Node');
    },
    PATIENCE_MS,
  );

  it(
    'sees a plugin that throws what it did not declare',
    async () => {
      const home = newPlugin('undeclared', folder);
      change(home, "refusals: { NO_MEDIAN: 'The feature has no values to take a median of.' }", 'refusals: {}');
      expect(await failedChecks(home)).toEqual([
        'answers no row, one row and missing values, or refuses by a declared code',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'sees a plugin whose model depends on the order of rows',
    async () => {
      const home = newPlugin('first-come', folder);
      change(home, "rows: 'none'", "rows: 'sample'");
      change(home, 'sampleSizeMax: 0', 'sampleSizeMax: 10');
      change(home, 'columns: [],\n    rows: 0', 'columns: columns.map(({ name }) => name),\n    rows: 10');
      change(home, 'quantiles }) =>', 'rows }) =>');
      change(
        home,
        'quantiles(column)',
        'rows.flatMap((given) => (given.kind === "numbers" ? [...given.values.slice(0, 1)] : []))',
      );
      expect(await failedChecks(home)).toContain('gives the same model whatever the order of rows');
    },
    PATIENCE_MS,
  );

  it(
    'sees a case that does not hold, and says where',
    async () => {
      const home = newPlugin('wrong-case', folder);
      const file = join(home, 'cases/halves.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('median: 3', 'median: 4'));
      const [failed] = (await checkPlugin(home, 0)).filter(({ passed }) => !passed);
      expect(failed?.why).toContain('result.facts.median');
    },
    PATIENCE_MS,
  );

  it('refuses a name that is no folder name, and a folder that is there', () => {
    expect(() => newPlugin('Not Kebab', folder)).toThrow('PLUGIN_FOLDER_INVALID');
    expect(() => newPlugin('brand-new', folder)).toThrow('PLUGIN_FOLDER_INVALID');
  });

  async function failedChecks(home: string): Promise<readonly string[]> {
    return (await checkPlugin(home, 0)).filter(({ passed }) => !passed).map(({ name }) => name);
  }

  function change(home: string, from: string, to: string): void {
    const file = join(home, 'plugin.ts');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  }
});
