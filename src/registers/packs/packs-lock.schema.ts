import { type Static, Type } from 'typebox';
import { PACK_HEAD } from './pack-manifest.schema.js';

const closed = { additionalProperties: false } as const;

/** One installed pack. */
const LockedPackSchema = Type.Object(
  {
    name: PACK_HEAD.name,
    version: PACK_HEAD.version,
    sequence: PACK_HEAD.sequence,
    digest: Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: 'SHA-256 of the signed manifest' }),
    signer: Type.String({ pattern: '^[!-*,-~]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+$', description: 'a verifier key' }),
  },
  closed,
);

/** `packs.lock.yaml` in a policy folder: which packs are in force there. Written by `probity policy pack`. */
export const PacksLockSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('PacksLock'),
    packs: Type.Array(LockedPackSchema, { maxItems: 1_000 }),
  },
  closed,
);

export type LockedPack = Static<typeof LockedPackSchema>;
