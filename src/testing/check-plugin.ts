import { ProbityError } from '../documents/index.js';
import type { SandboxLevel } from '../isolation/index.js';
import { pluginConformance } from './plugin-conformance.js';

/** One check as it came out. */
export interface CheckedPlugin {
  readonly name: string;
  readonly passed: boolean;
  /** What was found instead; null when it passed. */
  readonly why: string | null;
}

/** Runs the conformance suite without a test runner. */
export async function checkPlugin(folder: string, level: SandboxLevel): Promise<readonly CheckedPlugin[]> {
  const results: CheckedPlugin[] = [];
  for (const { name, check } of pluginConformance(folder, level)) {
    const why = await check().then(
      () => null,
      (error: unknown) => reason(error),
    );
    results.push({ name, passed: why === null, why });
  }
  return results;
}

function reason(error: unknown): string {
  if (error instanceof ProbityError) return error.message;
  throw error;
}
