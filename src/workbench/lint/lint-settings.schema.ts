import { type Static, Type } from 'typebox';
import { LEVELS } from './finding.js';

const closed = { additionalProperties: false } as const;
const name = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

/** Exactly one of policy, waiver, dataset and purpose; the reader sees to it. */
export const SuppressionSchema = Type.Object(
  {
    rule: Type.String({ minLength: 1, description: 'the name of a lint rule', examples: ['column-never-granted'] }),
    policy: name('the policy whose finding is accepted'),
    waiver: name('the waiver whose finding is accepted'),
    dataset: name('the dataset whose finding is accepted'),
    purpose: name('the purpose whose finding is accepted'),
    part: name('a column of the dataset; all of them when absent'),
    reason: Type.String({ pattern: '\\S', description: 'why the finding is accepted, in a sentence' }),
  },
  { ...closed, description: 'one finding that is accepted, and why' },
);

/** `lint.yaml` beside the settings; every part may be left out. */
export const LintSettingsSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1', { description: 'the version of the format' }),
    kind: Type.Literal('LintSettings', { description: 'what the file holds' }),
    levels: Type.Optional(
      Type.Record(Type.String(), Type.Enum([...LEVELS]), {
        description: 'levels of rules by name, where they differ from the default',
        examples: [{ 'missing-law-reference': 'error' }],
      }),
    ),
    suppressions: Type.Optional(Type.Array(SuppressionSchema, { description: 'findings that are accepted' })),
    pages: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z0-9+.-]*:',
        description: 'the address that the page of a rule is found below, for links in SARIF',
      }),
    ),
  },
  closed,
);

export type LintSettingsFile = Static<typeof LintSettingsSchema>;
export type SuppressionEntry = Static<typeof SuppressionSchema>;
