import type { PolicySet, Rule } from '../registers/policies/index.js';

const HEAD = `# Policies

Written by \`probity policy table\`; each row is one folder with \`policy.yaml\` and \`cases.yaml\`.
"Requires" is what the law demands, "supports" what the policy helps to keep; a house rule goes further than the law.

| policy | kind | requires | supports | owner | status |
|---|---|---|---|---|---|`;

/** The README of a policy folder: kind, law, owner and status of every policy, by theme and name. */
export function policyTable({ rules }: PolicySet): string {
  return `${HEAD}\n${[...rules].sort(byFile).map(rowOf).join('\n')}\n`;
}

function rowOf(rule: Rule): string {
  const { requires, supports, stricterThanLaw } = rule.law;
  const link = `[${rule.title}](${folderOf(rule)}/policy.yaml)`;
  const status = [
    rule.mode,
    ...(stricterThanLaw ? ['house rule'] : []),
    ...(rule.waivableBy.length ? ['waivable'] : []),
  ];
  const cells = [link, rule.kind, requires.join(', '), supports.join(', '), rule.owner, status.join(', ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function folderOf({ place }: Rule): string {
  return place.file.split('/').slice(-3, -1).join('/');
}

function byFile(a: Rule, b: Rule): number {
  return folderOf(a) < folderOf(b) ? -1 : 1;
}
