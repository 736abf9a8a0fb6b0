/** What a policy says of the law. */
export interface PolicyLaw {
  readonly requires: readonly string[];
  readonly supports: readonly string[];
  readonly stricterThanLaw: boolean;
}

/** What the text of a new policy needs to know. */
export interface PolicyDraft {
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  readonly effect: string;
  readonly use: string;
  readonly law: PolicyLaw;
  /** The day from which it holds. */
  readonly from: string;
  /** Where the schemas for editors lie, from the file. */
  readonly schemas: string;
  /** Categories that a grant covers. */
  readonly categories: readonly string[];
  /** Values of obligations that hold already; a new policy asks for no less. */
  readonly inForce: Readonly<Record<string, unknown>>;
}

/** The text of a new policy, with comments that explain what can be changed. */
export function policyText(draft: PolicyDraft): string {
  const { kind, name, title, owner, from, schemas } = draft;
  return `# yaml-language-server: $schema=${schemas}/policy.schema.json
apiVersion: probity/v1
kind: ${kind}
metadata:
  # The name is that of the folder; reasons and reports name the rule by it.
  name: ${name}
  title: ${JSON.stringify(title)}
  owner: ${JSON.stringify(owner)}
  # What the law demands (requires) or what this helps to keep (supports); a house rule goes further than the law.
  law: ${lawOf(draft.law)}
  effective: { from: ${from} }
  # enforce | warn | audit: a restriction in warn or audit mode is only reported.
  mode: enforce
spec:
${specOf(draft)}`;
}

function lawOf({ requires, supports, stricterThanLaw }: PolicyLaw): string {
  const listed = (key: string, articles: readonly string[]) =>
    articles.length > 0 ? [`${key}: [${articles.map(scalarOf).join(', ')}]`] : [];
  const said = [
    ...listed('requires', requires),
    ...listed('supports', supports),
    ...(stricterThanLaw ? ['stricterThanLaw: true'] : []),
  ];
  return said.length === 0 ? '{ stricterThanLaw: false }' : `{ ${said.join(', ')} }`;
}

// Most articles need no quotes; a number, or a sign that YAML reads, does.
function scalarOf(article: string): string {
  return /^[A-Za-z][A-Za-z0-9 .()-]*$/.test(article) ? article : JSON.stringify(article);
}

function specOf(draft: PolicyDraft): string {
  switch (draft.kind) {
    case 'AccessPolicy':
      return draft.effect === 'grant' ? grant(draft) : prohibition(draft);
    case 'ConsentPolicy':
      return consent(draft);
    case 'RetentionPolicy':
      return retention(draft);
    case 'DisclosurePolicy':
      return disclosure(draft);
    default:
      return bias(draft);
  }
}

function scope({ use }: PolicyDraft, rest = ''): string {
  if (use === '' && rest === '') return '';
  const purposes =
    use === '' ? '' : `    # Purposes of this data use, and of every use below it.\n    purposes: { use: ${use} }\n`;
  return `  scope:\n${purposes}${rest}`;
}

function grant(draft: PolicyDraft): string {
  return `  # Nothing permits by default: a run needs a grant for every data category of its columns.
  effect: grant
${scope(draft, `    # Each with everything below it.\n    categories:\n${draft.categories.map((one) => `      - ${one}\n`).join('')}`)}`;
}

function prohibition(draft: PolicyDraft): string {
  return `  effect: prohibit
${scope(draft)}  # Counts unless it is certainly false: a fact that is missing never widens what is allowed.
  when: { not: { fact: actor.trainedUntil, after: now } }
`;
}

function consent(draft: PolicyDraft): string {
  return `${scope(draft)}  # Customers without a yes, or with one that is older, leave the run; no record means no.
  requires: { consent: granted, notOlderThan: 24 months }
  # Who objected leaves the run whatever else was said.
  honours: [objection]
`;
}

function retention(draft: PolicyDraft): string {
  return `${scope(draft)}  # Customers whose retention anchor lies further back leave the run.
  rowsNotOlderThan: 36 months
`;
}

function disclosure(draft: PolicyDraft): string {
  return `${scope(draft)}  # A segment with fewer people is not released as it is. Of several policies the largest number holds.
  segmentSizeMin: ${draft.inForce['segmentSizeMin'] ?? 20}
`;
}

function bias(draft: PolicyDraft): string {
  return `${scope(draft)}  # The least ratio of the rates at which two groups of a trait come into a segment.
  ratioMin: ${draft.inForce['ratioMin:*'] ?? 0.8}
  # How sure the judgement must be, and the correction for looking at several groups at once.
  confidence: 0.95
  correction: holm
`;
}
