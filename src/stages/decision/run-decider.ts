import type { Facts } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { SegmentationRequest } from '../request/index.js';
import { type AskedColumn, type Decider, questionOf } from './create-decider.js';
import type { Decision } from './decision.js';
import type { OwnRules } from './own-rules/own-rules.js';

/** Decides the requests of a deployment: by its policies, and by its own rules where it has any. */
export interface RunDecider {
  decide(request: SegmentationRequest, facts: Facts, columns: readonly AskedColumn[]): Promise<Decision>;
  readonly kernelDigest: Digest;
}

/** Joins policies and own rules. INVARIANT: every path that decides for real goes through here. */
export function runDecider(decider: Decider, own: OwnRules | null): RunDecider {
  return {
    kernelDigest: decider.kernelDigest,
    decide: async (request, facts, columns) => {
      if (own === null) return decider.decide(request, facts, columns);
      const answers = await own.ask(questionOf(request, facts, columns));
      return decider.decide(request, facts, columns, answers);
    },
  };
}
