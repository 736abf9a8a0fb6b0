import { type Static, type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** Every setting may be left out; each has one sentence and its default. */
const setting = <S extends TSchema>(schema: S, description: string, value: unknown) =>
  Type.Optional({ ...schema, description, default: value } as S);

const Folders = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });
const Name = Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 80 });

/** `config/probity.yaml` */
export const SettingsSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Settings'),
    environment: setting(
      Type.Enum(['rehearsal', 'production']),
      'Where the engine runs: a rehearsal has keys and output of its own and its releases can never be used; production, the stricter one, unless said.',
      'production',
    ),
    stateFolder: setting(
      Type.String({ minLength: 1 }),
      'The folder of state, log and keys; one process owns it at a time.',
      '../state',
    ),
    outFolder: setting(Type.String({ minLength: 1 }), 'The folder that releases are published to.', '../out'),
    registers: Type.Optional(
      Type.Object(
        {
          purposes: setting(Folders, 'The folders that hold purposes.', ['purposes']),
          destinations: setting(Folders, 'The folders that hold destinations.', ['destinations']),
          datasets: setting(Folders, 'The folders that hold datasets.', ['datasets']),
          legalProfiles: setting(Folders, 'The folders that hold legal profiles.', ['legal-profiles']),
        },
        closed,
      ),
    ),
    policyFolders: setting(Folders, 'The folders that hold policies, by theme.', ['../policies']),
    packSigners: setting(
      Type.Array(Type.String({ minLength: 1 }), { maxItems: 100, uniqueItems: true }),
      'The verifier keys (name+id+key) of those whose policy packs may be installed.',
      [],
    ),
    pluginFolders: setting(Folders, 'The folders that hold built plugins.', ['../dist/plugins']),
    ownRules: Type.Optional(
      Type.Object(
        {
          folders: setting(
            Type.Array(Type.String({ minLength: 1 }), { maxItems: 8, uniqueItems: true }),
            'The folders that hold own rules in Rego, each built into a bundle; they can forbid and oblige, never permit.',
            [],
          ),
          deadlineMs: setting(
            Type.Integer({ minimum: 5, maximum: 5000 }),
            'How long one own rule may compute over one request, in milliseconds of processor time and twenty times that by the clock, before it counts as failed, which denies.',
            50,
          ),
          memoryMb: setting(
            Type.Integer({ minimum: 8, maximum: 256 }),
            'How much memory one own rule may take, in megabytes, before it counts as failed, which denies.',
            16,
          ),
        },
        closed,
      ),
    ),
    region: setting(
      Name,
      'The region, named by a legal profile, that a destination must lie in to need no ground for a transfer.',
      'eea',
    ),
    logOrigin: setting(
      Type.String({ pattern: '^[^\\s+:]+$', maxLength: 200 }),
      'The name of the log and of its key: a URL without its scheme; the number at its end counts epochs.',
      'probity.local/audit/1',
    ),
    localOperator: Type.Optional(
      Type.Object(
        {
          team: setting(Name, 'The team that the local operator asks for.', 'data-team'),
          trainedUntil: Type.Optional(
            Type.String({
              format: 'instant',
              description:
                "When the local operator's privacy training ends; no training is on record when it is absent.",
            }),
          ),
        },
        closed,
      ),
    ),
    holdDays: setting(
      Type.Integer({ minimum: 1, maximum: 365 }),
      'How many days a held run waits for a person before it can only be rejected.',
      14,
    ),
    engine: Type.Optional(
      Type.Object(
        {
          threads: setting(
            Type.Integer({ minimum: 1, maximum: 256 }),
            'How many threads the data engine uses; results do not depend on it.',
            2,
          ),
          memoryMb: setting(
            Type.Integer({ minimum: 256, maximum: 1_048_576 }),
            'How much memory the data engine may take, in megabytes, before it writes to disk.',
            1200,
          ),
        },
        closed,
      ),
    ),
    plugins: Type.Optional(
      Type.Object(
        {
          wallMs: setting(
            Type.Integer({ minimum: 100, maximum: 86_400_000 }),
            'How long one call of a plugin may take, in milliseconds.',
            60_000,
          ),
          memoryMb: setting(
            Type.Integer({ minimum: 64, maximum: 1_048_576 }),
            'How much memory one call of a plugin may take, in megabytes.',
            512,
          ),
          frameBytesMax: setting(
            Type.Integer({ minimum: 1024, maximum: 1_073_741_824 }),
            'The largest frame that a plugin may answer with, in bytes.',
            67_108_864,
          ),
          stdoutBytesMax: setting(
            Type.Integer({ minimum: 0, maximum: 1_073_741_824 }),
            'How many bytes a plugin may print in all before it is stopped.',
            65_536,
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

export type SettingsFile = Static<typeof SettingsSchema>;
