import { stringify } from 'yaml';
import type { PolicyCase } from '../cases.schema.js';

/** A case as it can be pasted into a `cases.yaml` of this clock, under `cases:`. */
export function caseYaml(
  { name, request, facts, expect, rows = [], ...one }: PolicyCase,
  clock: string | null,
): string {
  const part = (key: string, value: object | undefined) =>
    value && Object.keys(value).length > 0 ? [`    ${key}: ${inline(value)}`] : [];
  return [
    `  - name: ${inline(name)}`,
    ...(one.clock === undefined || one.clock === clock ? [] : [`    clock: ${inline(one.clock)}`]),
    ...part('request', request),
    ...part('facts', facts),
    ...part('expect', expect),
    ...(rows.length > 0 ? ['    rows:', ...rows.map((row) => `      - ${inline(row)}`)] : []),
  ].join('\n');
}

function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
