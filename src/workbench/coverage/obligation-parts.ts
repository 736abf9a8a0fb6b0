import type { DocumentPath } from '../../documents/index.js';
import type { Policy } from '../../registers/policies/index.js';

/** Keys of a spec that say where a policy speaks, or whom it keeps; the rest binds the run. */
const OTHERS = ['scope', 'when', 'effect', 'requires', 'honours', 'rowsNotOlderThan', 'traits'];

/** The places of everything that a policy obliges a run to. */
export function obligationParts({ spec }: Policy): readonly DocumentPath[] {
  return Object.keys(spec)
    .filter((key) => !OTHERS.includes(key))
    .map((key) => ['spec', key]);
}
