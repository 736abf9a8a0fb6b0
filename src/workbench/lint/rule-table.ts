import { STEPS_MAX, WORK_MAX } from './condition-questions.js';
import type { LintRule } from './lint-rule.js';
import { PAIRS_MAX } from './pair-looks.js';

const HEAD = `# Lint

\`probity policy lint\` finds all problems of all policies and waivers at once: the mistakes for which the loader refuses a
file, and what the rules below find in files that load. Each rule has a page with what it finds, why that matters, a wrong
example and a right one; both are run by the tests.

| rule | level | what it finds |
|---|---|---|`;

const TAIL = `"Fixed" marks the rules whose findings the loader refuses: the engine does not start with such a file, so their level
cannot be changed and no suppression answers them.

## Use

\`\`\`
probity policy lint [folders…] [--format pretty|json|sarif|junit|github] [--lint-settings FILE] [--waiver-uses FILE]
\`\`\`

It exits with 0 when nothing is found at level error, with 2 when something is, and with 1 when lint could not be done.
SARIF carries a region and the text of the rule for every finding; JUnit has one suite for each rule; the GitHub format
writes annotations. Findings carry a code: that of the loader, which docs/errors.md explains, or the name of the rule in
capitals.

## Levels and suppressions

\`lint.yaml\` beside the settings, or another file that is named, may change levels and accept findings:

\`\`\`yaml
apiVersion: probity/v1
kind: LintSettings
levels:
  purpose-without-policy: error
  missing-law-reference: off
suppressions:
  - rule: column-never-granted
    dataset: shop
    part: wellnessInterest
    reason: The demo shows what happens when somebody asks for it.
\`\`\`

A suppression names one rule, one policy, waiver, dataset or purpose, and a reason; \`part\` narrows it to one column of a
dataset. Without a reason it is an error of its own, and one that suppresses nothing is a warning. \`pages\` is the address
that the pages of the rules are found below, for links in SARIF.

## What is decided, and how

Whether conditions can be met is decided exactly: the domain of each fact is cut into cells by the constants that the
conditions name, and the cells are searched. Facts of registered purposes and datasets are what the registers say. A
question that takes more than ${STEPS_MAX.toLocaleString('en')} steps is left open, and the report says for which policy; so are those that are still
to be asked once all questions together have taken ${WORK_MAX.toLocaleString('en')}. Rules that hold policies against each other look at ${PAIRS_MAX.toLocaleString('en')}
pairs each, which some seven hundred policies of one kind do not reach, and say how many policies were not held against all
others. So a lint ends in a time that grows with the number of policies, however these are made. Rules that could not be
assessed are listed with the reason: waivers that were never used need counts of their uses, and retention needs a legal
profile that bounds it. Where folders are named, the rules that need every policy of the deployment are left open as well:
[column-never-granted](column-never-granted.md), [purpose-without-policy](purpose-without-policy.md),
[quasi-identifiers-open](quasi-identifiers-open.md) and [unused-suppression](unused-suppression.md).
`;

/** docs/lint/README.md: every rule with its level. */
export function lintRulePage(rules: readonly LintRule[]): string {
  const sorted = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${HEAD}\n${sorted.map(rowOf).join('\n')}\n\n${TAIL}`;
}

function rowOf({ name, level, title, find, surfaces }: LintRule): string {
  const fixed = surfaces && !find ? `${level}, fixed` : level;
  return `| [${name}](${name}.md) | ${fixed} | ${title.replaceAll('|', '\\|')} |`;
}
