import { type PolicyRegisters, packPolicyFiles, policySetOf, type Rule } from '../../registers/policies/index.js';
import { packWorkError } from './packs.errors.js';

/** All that a pack may rest on, which is the same everywhere: no deployment's purposes, datasets or plugins. */
export type PackGround = Pick<PolicyRegisters, 'taxonomy' | 'constants'>;

const LOCKED = { name: 'pack', version: '0.0.0', sequence: 1, digest: '', signer: '' };

/**
 * The rules of a pack, read against taxonomy and legal profiles alone: a pack that named purposes, datasets,
 * destinations or plugins of one deployment would load nowhere else. @throws DocumentError; PACK_GRANTS where a rule permits something
 */
export function packRules(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  { taxonomy, constants }: PackGround,
): readonly Rule[] {
  const nothing = new Map<string, never>();
  const registers = {
    taxonomy,
    purposes: nothing,
    destinations: nothing,
    datasets: nothing,
    plugins: nothing,
    constants,
  };
  const { rules } = policySetOf(packPolicyFiles(folder, { files, place: '.', locked: LOCKED }), registers);
  const granting = rules.find(({ effect }) => effect === 'grant');
  if (!granting) return rules;
  throw packWorkError('PACK_GRANTS', {
    found: `the grant ${granting.id}`,
    expected: 'policies that restrict or prohibit; a grant that only the cases need lies in fixtures/',
    where: `${granting.place.file}:${granting.place.line}:${granting.place.column}`,
    next: 'Take the grant out; each company writes its own.',
  });
}
