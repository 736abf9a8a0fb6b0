import { fileURLToPath } from 'node:url';
import type { PluginColumn } from 'probity/plugin';
import { pluginConformance } from 'probity/testing';
import { checkRules } from './rules.js';

describe('the plugin rules', () => {
  const checks = pluginConformance(fileURLToPath(new URL('.', import.meta.url)));
  it.each(checks.map(({ name, check }) => [name, check] as const))('%s', (_name, check) => check(), 30_000);
});

describe('the check of rules', () => {
  const columns: readonly PluginColumn[] = [
    { name: 'age', type: 'number' },
    { name: 'member', type: 'boolean' },
    { name: 'region', type: 'text' },
    { name: 'joined', type: 'date' },
  ];
  const check = (when: Parameters<typeof checkRules>[0][number]['when']) => () => checkRules([{ when }], columns);

  it('takes every test whose value fits its column, however deep', () => {
    const when = {
      all: [
        { any: [{ column: 'age', gt: 1 }, { not: { column: 'member', eq: true } }] },
        { column: 'region', in: ['north'] },
        { column: 'joined', lt: 20_000 },
      ],
    };
    expect(check(when)).not.toThrow();
  });

  it.each([
    [{ column: 'income', gt: 1 }, 'UNKNOWN_COLUMN'],
    [{ not: { any: [{ column: 'region', gt: 1 }] } }, 'WRONG_TYPE'],
    [{ column: 'member', eq: 'yes' }, 'WRONG_TYPE'],
    [{ column: 'age', in: [1, 'two'] }, 'WRONG_TYPE'],
  ])('refuses %j', (when, code) => {
    expect(check(when)).toThrow(code);
  });
});
