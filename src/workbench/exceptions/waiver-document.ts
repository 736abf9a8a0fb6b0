import { isoInstant } from '../../documents/index.js';
import type { Waiver } from '../../registers/policies/index.js';
import type { WaiverNames, WaiverScope } from './exception-parts.js';

/** Everything that a waiver says. Instants are milliseconds since 1970. */
export interface WaiverContent {
  readonly name: string;
  readonly rule: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: { readonly actor: string; readonly role: string };
  readonly from: number;
  readonly until: number;
  readonly scope: WaiverScope;
  readonly names: WaiverNames;
}

type Role = Waiver['spec']['approvedBy']['role'];

/** A waiver as a document, in the form in which every waiver is read: JSON, which is YAML too. */
export function waiverDocument({ name, rule, from, until, names, ...content }: WaiverContent): string {
  const { reason, requestedBy, approvedBy, scope } = content;
  const uses = usesOf(scope);
  const document: Waiver = {
    apiVersion: 'probity/v1',
    kind: 'Waiver',
    metadata: {
      name,
      title: `An exception from ${rule}`,
      owner: approvedBy.role,
      effective: { from: isoInstant(from), until: isoInstant(until) },
    },
    spec: {
      rule,
      reason,
      requestedBy,
      approvedBy: { actor: approvedBy.actor, role: approvedBy.role as Role },
      ...(uses === null ? {} : { uses }),
      scope: scopeOf(names),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** How many runs a waiver may let through; null where only its end bounds it. */
export function usesOf(scope: WaiverScope): number | null {
  switch (scope.kind) {
    case 'run':
      return 1;
    case 'uses':
      return scope.uses;
    case 'period':
      return null;
  }
}

function scopeOf({ plugin, dataset, purpose, destination }: WaiverNames): NonNullable<Waiver['spec']['scope']> {
  return {
    purposes: { names: [purpose] },
    datasets: { names: [dataset] },
    plugins: { names: [plugin] },
    destinations: { names: [destination] },
  };
}
