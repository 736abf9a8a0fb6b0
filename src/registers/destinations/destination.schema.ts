import { type Static, Type } from 'typebox';
import { DESTINATION_ROLES } from '../../conditions/index.js';

const closed = { additionalProperties: false } as const;
const Name = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'a name in kebab-case',
});

/** `config/destinations/<name>.yaml` */
export const DestinationSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Destination'),
    name: Name,
    title: Type.String({ minLength: 1 }),
    role: Type.Enum([...DESTINATION_ROLES]),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'an ISO 3166-1 alpha-2 country, quoted' }),
    transferGround: Type.Enum(['none', 'adequacy', 'standard-clauses', 'binding-rules', 'derogation']),
    saleOrShare: Type.Boolean(),
    contract: Type.Optional(Type.String({ description: 'the reference of the contract (GDPR 26, 28)' })),
    identifiers: Type.Array(Type.Enum(['pseudonym', 'email', 'phone', 'customer-number']), { minItems: 1 }),
    recall: Type.Boolean({ description: 'whether people can be called back after release' }),
  },
  closed,
);

export type Destination = Static<typeof DestinationSchema>;
