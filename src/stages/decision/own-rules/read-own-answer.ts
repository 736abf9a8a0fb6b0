import { frozen, hasShape } from '../../../documents/index.js';
import type { PolicyAnswer } from '../../../isolation/index.js';
import type { OwnRule } from '../../../registers/own-rules/index.js';
import type { OwnAnswer, OwnFailure } from './own-answer.js';
import { OwnAnswerSchema } from './own-answer.schema.js';
import { mergeable } from './own-obligations.js';

/** What the thread said for a rule as an answer; whatever is not exactly one of the right shape is a failure. */
export function readOwnAnswer(
  { name: rule, digest }: Pick<OwnRule, 'name' | 'digest'>,
  said: PolicyAnswer,
  categories: ReadonlySet<string>,
): OwnAnswer {
  const failed = (cause: OwnFailure): OwnAnswer => frozen({ kind: 'failed', rule, digest, cause });
  if (said.kind === 'failed') return failed(said.cause);
  const result = onlyResult(said.text);
  if (result === undefined) return failed('NO_ANSWER');
  if (!hasShape(OwnAnswerSchema, result)) return failed('SHAPE');
  const masked = result.obligations.flatMap((one) => ('mask' in one ? one.mask.categories : []));
  // A mask for a category that nobody knows would hide nothing, and nobody would notice.
  if (masked.some((category) => !categories.has(category))) return failed('UNKNOWN_CATEGORY');
  const obligations = result.obligations.flatMap(mergeable);
  return frozen({ kind: 'answered', rule, digest, forbid: result.forbid, obligations });
}

function onlyResult(text: string): unknown {
  try {
    const results: unknown = JSON.parse(text);
    if (!Array.isArray(results) || results.length !== 1) return undefined;
    return (results[0] as { readonly result?: unknown } | null)?.result;
  } catch {
    return undefined;
  }
}
