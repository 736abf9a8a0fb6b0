import { readYaml, type YamlDocument } from '../documents/index.js';
import { decideOnly } from './options.js';
import type { Parts } from './parts.js';

/** Another ask, near the one that was denied, that policy permits; found by deciding it. */
export type Alternative =
  | { readonly kind: 'destination'; readonly destination: string }
  | { readonly kind: 'columns'; readonly without: readonly string[] };

/** What would pass instead of a denied ask: the same for another destination of its purpose, or with fewer columns. */
export async function alternativesTo(parts: Parts, ask: YamlDocument): Promise<readonly Alternative[]> {
  const value = ask.value as {
    readonly purpose: string;
    readonly destination: string;
    readonly columns: readonly string[];
  };
  const found: Alternative[] = [];
  for (const destination of parts.registers.purposes.get(value.purpose)?.destinations ?? []) {
    if (destination === value.destination) continue;
    if (await isPermitted(parts, { ...value, destination })) found.push({ kind: 'destination', destination });
  }
  const without = await refusedAlone(parts, value);
  const columns = value.columns.filter((column) => !without.includes(column));
  if (without.length > 0 && columns.length > 0 && (await isPermitted(parts, { ...value, columns }))) {
    found.push({ kind: 'columns', without });
  }
  return found;
}

async function refusedAlone(parts: Parts, value: { readonly columns: readonly string[] }): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const column of value.columns) {
    if (!(await isPermitted(parts, { ...value, columns: [column] }))) refused.push(column);
  }
  return refused;
}

async function isPermitted(parts: Parts, value: object): Promise<boolean> {
  const { decision } = await decideOnly(parts, readYaml('alternative', JSON.stringify(value)));
  return decision.kind === 'permit';
}
