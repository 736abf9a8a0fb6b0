import type { PolicyWish } from './policy-wish.js';

/** The text of a new waiver: one rule, one purpose, who asked, who approved, and its end. */
export function waiverText(
  wish: Readonly<Record<keyof PolicyWish, string>>,
  { schemas, from }: { readonly schemas: string; readonly from: string },
): string {
  const { name, rule, owner, purpose, reason, requestedBy, approvedBy, role, until } = wish;
  return `# yaml-language-server: $schema=${schemas}/policy.schema.json
apiVersion: probity/v1
kind: Waiver
metadata:
  # The name is that of the file; a use of the waiver is recorded by it.
  name: ${name}
  title: ${JSON.stringify(`An exception from ${rule}`)}
  owner: ${JSON.stringify(owner)}
  # A waiver always ends.
  effective: { from: ${from}, until: ${until} }
spec:
  # The rule that it lifts; the rule itself says who may approve that.
  rule: ${rule}
  reason: ${JSON.stringify(reason)}
  requestedBy: ${JSON.stringify(requestedBy)}
  # Somebody else than who asked.
  approvedBy: { actor: ${JSON.stringify(approvedBy)}, role: ${role} }
  # As narrow as it can be: this purpose alone. uses: 1 would end it with the first run that was released.
  scope:
    purposes: { names: [${purpose}] }
`;
}
