import { type Digest, digestOf } from '../documents/index.js';
import type { Reason } from '../stages/decision/index.js';

/** Reasons that did not fit: how many, and the digest of the codes and rules of all, so that they can be told again. */
export interface ReasonsLeft {
  readonly count: number;
  readonly digest: Digest;
}

/** A reason as records and reports hold it. */
type ReasonBody = ReturnType<typeof reasonBody>;

/** Room for the reasons of a decision, and for what policies on trial would have said. */
const BYTES_MAX = { reasons: 5_000, wouldHave: 2_000 } as const;

/** What an entry holds of the reasons of a decision. Hundreds of rules may say no at once, and an entry is small. */
export function reasonsBody(reasons: readonly Reason[]) {
  const { kept, left } = fitting(reasons, BYTES_MAX.reasons);
  return { reasons: kept, ...(left ? { reasonsLeft: left } : {}) };
}

/** The same of what policies on trial would have said. */
export function wouldHaveBody(reasons: readonly Reason[]) {
  const { kept, left } = fitting(reasons, BYTES_MAX.wouldHave);
  return { wouldHave: kept, ...(left ? { wouldHaveLeft: left } : {}) };
}

/** Stands for all reasons of a decision, in their order. */
export function reasonsDigest(reasons: readonly Pick<Reason, 'code' | 'ref'>[]): Digest {
  return digestOf(reasons.map(({ code, ref }) => [code, ref ?? null]));
}

function fitting(reasons: readonly Reason[], most: number): { kept: readonly ReasonBody[]; left: ReasonsLeft | null } {
  let bytes = 0;
  const bodies = reasons.map(reasonBody);
  const tooMany = bodies.findIndex((body) => {
    bytes += Buffer.byteLength(JSON.stringify(body));
    return bytes > most;
  });
  if (tooMany < 0) return { kept: bodies, left: null };
  return { kept: bodies.slice(0, tooMany), left: { count: bodies.length - tooMany, digest: reasonsDigest(reasons) } };
}

function reasonBody({ code, ref, title, law, place, missing, bundle }: Reason) {
  return {
    code,
    ...(ref === undefined ? {} : { rule: ref }),
    ...(title === undefined ? {} : { title }),
    ...(law === undefined || law.length === 0 ? {} : { law }),
    ...(place === undefined ? {} : { place: `${place.file}:${place.line}:${place.column}` }),
    ...(missing === undefined || missing.length === 0 ? {} : { missing }),
    ...(bundle === undefined ? {} : { bundle }),
  };
}
