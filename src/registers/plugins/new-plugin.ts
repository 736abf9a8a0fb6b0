import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pluginsError } from './plugins.errors.js';

/**
 * Writes the folder of a new plugin below `folder`: definition, algorithm, spec, a case and a README, which pass the
 * conformance suite as they are. Returns the folder. Throws PLUGIN_FOLDER_INVALID.
 */
export function newPlugin(name: string, folder: string): string {
  const home = join(folder, name);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw invalid(home, `the name '${name}'`, 'a name in kebab-case');
  if (existsSync(home)) throw invalid(home, 'a folder that is there already', 'a new name');
  for (const [file, text] of Object.entries(filesOf(name))) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), text);
  }
  return home;
}

function filesOf(name: string): Readonly<Record<string, string>> {
  return {
    'plugin.ts': definition(name),
    'halves.ts': ALGORITHM,
    [`${name}.spec.ts`]: spec(name),
    'cases/halves.yaml': CASES,
    'README.md': readme(name),
  };
}

/** What makes the definition the one door of its folder; in the text of this file it would open a door here. */
const DOOR = 'export default';

function definition(name: string): string {
  return `import { definePlugin } from 'probity/plugin';
import { Type } from 'typebox';
import { halvesOf } from './halves.js';

${DOOR} definePlugin({
  name: '${name}',
  version: '0.1.0',
  title: 'Halves: customers below and above the median of one feature',
  gives: 'model',
  rows: 'none',
  sampleSizeMax: 0,
  needs: { min: 1, max: 1, numeric: true },
  options: Type.Object(
    {
      below: Type.String({ default: 'Below', description: 'the segment below the median' }),
      above: Type.String({ default: 'Above', description: 'the segment from the median upwards' }),
    },
    { additionalProperties: false },
  ),
  refusals: { NO_MEDIAN: 'The feature has no values to take a median of.' },
  facts: { median: 'The median that divides the halves.' },
  words: [],
  plan: (_options, columns) => ({
    columns: [],
    rows: 0,
    quantiles: columns.map(({ name }) => ({ column: name, probabilities: [0.5] })),
  }),
  segment: ({ options, columns, quantiles }) => {
    const column = columns.map(({ name }) => name).join();
    return halvesOf(column, quantiles(column), options);
  },
});
`;
}

const ALGORITHM = `import { Refusal, type RuleModel } from 'probity/plugin';

/** Two rules around the median of a column: a pure function of what it is given. Throws NO_MEDIAN. */
export function halvesOf(
  column: string,
  quantiles: readonly number[],
  { below, above }: { readonly below: string; readonly above: string },
): RuleModel {
  const [median] = quantiles;
  if (median === undefined || !Number.isFinite(median)) throw new Refusal('NO_MEDIAN');
  return {
    version: 1,
    form: 'rules',
    rules: [
      { segment: below, when: { column, lt: median } },
      { segment: above, when: { column, gte: median } },
    ],
    facts: { median },
  };
}
`;

function spec(name: string): string {
  return `import { fileURLToPath } from 'node:url';
import { pluginConformance } from 'probity/testing';
import { halvesOf } from './halves.js';

describe('the plugin ${name}', () => {
  const checks = pluginConformance(fileURLToPath(new URL('.', import.meta.url)));
  it.each(checks.map(({ name, check }) => [name, check] as const))('%s', (_name, check) => check(), 30_000);
});

describe('halves', () => {
  it('refuses a feature without values', () => {
    expect(() => halvesOf('spend', [], { below: 'Below', above: 'Above' })).toThrow('NO_MEDIAN');
  });
});
`;
}

const CASES = `apiVersion: probity/v1
kind: PluginCases
cases:
  - sentence: Customers are divided at the median, which belongs to the upper half.
    columns: [{ name: spend, type: number }]
    rows: { spend: [1, 2, 3, 4, 100] }
    gives:
      form: rules
      rules:
        - { segment: Below, when: { column: spend, lt: 3 } }
        - { segment: Above, when: { column: spend, gte: 3 } }
      facts: { median: 3 }
  - sentence: A feature without any value is refused, for it has no median.
    columns: [{ name: spend, type: number }]
    rows: { spend: [null, null] }
    refuses: NO_MEDIAN
`;

function readme(name: string): string {
  return `# ${name}

Divides customers at the median of one feature. Written by \`probity plugin new\`: replace the method, keep the shape.

- \`plugin.ts\`: the definition, with the options, what it needs and what it may refuse.
- \`halves.ts\`: the method, a pure function.
- \`cases/\`: made-up rows and what must come of them.

Check it with \`probity plugin check\`, build it with \`probity plugin build\`.
`;
}

function invalid(where: string, found: string, expected: string) {
  return pluginsError('PLUGIN_FOLDER_INVALID', { found, expected, where, next: 'Choose another name or folder.' });
}
