// Policies and a dataset for specs, and what lint says of them.
import { lintExample } from './example-deployment.js';

export interface Head {
  readonly kind?: string;
  readonly mode?: string;
  readonly effective?: string;
  readonly law?: string;
  readonly more?: string;
}

export function policy(name: string, spec: string, head: Head = {}): Readonly<Record<string, string>> {
  const { kind = 'AccessPolicy', mode = 'enforce', effective = '{ from: 2026-01-01 }', more = '' } = head;
  const text = `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: ${name}
  title: A policy
  owner: privacy-office
  law: ${head.law ?? '{ supports: [GDPR 5] }'}
  effective: ${effective}
  mode: ${mode}
${more}spec:
${spec}
`;
  return { [`policies/theme/${name}/policy.yaml`]: text };
}

export const grant = (name: string, rest: string, head: Head = {}) => policy(name, `  effect: grant\n${rest}`, head);
export const prohibit = (name: string, rest: string, head: Head = {}) =>
  policy(name, `  effect: prohibit\n${rest}`, head);
export const consent = (name: string, rest: string, head: Head = {}) =>
  policy(name, rest, { ...head, kind: 'ConsentPolicy' });
export const WAIVABLE = '  waivable: { by: [dpo] }\n';

export function dataset(columns: string, { regime = 'general', traits = '[]' } = {}): Readonly<Record<string, string>> {
  const text = `apiVersion: probity/v1
kind: Dataset
name: club
title: Members
owner: club
team: club
regime: ${regime}
subjects: [customer]
source: { path: club.csv }
subjectKey: number
columns:
  - { name: number, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
${columns}
traits: ${traits}
`;
  return { 'config/datasets/club.yaml': text };
}

/** `rule subject path`, sorted. */
export function told(...files: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const { findings } = lintExample(Object.assign({}, ...files));
  return findings.map(({ rule, subject, path }) => `${rule} ${subject.name} ${path}`).sort();
}
