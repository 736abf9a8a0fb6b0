import type { PolicyRegisters } from '../../registers/policies/index.js';
import { openCaseWorld } from '../case-world.js';
import type { Coverage } from './coverage.js';
import { coverageOf } from './coverage-of.js';

/**
 * Runs the cases of every policy below the folders and says what they saw of it.
 * @throws DocumentError when a policy, the fixtures or a `cases.yaml` has mistakes
 */
export function policyCoverage(folders: readonly string[], registers: PolicyRegisters): Coverage {
  return coverageOf(folders.map((folder) => openCaseWorld(folder, registers)));
}
