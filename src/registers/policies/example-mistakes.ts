import { DocumentError } from '../../documents/index.js';
import { exampleRegisters } from './example-registers.js';
import { policySetOf } from './load-policies.js';
import type { PolicyFile } from './policy-files.js';

// Policy files with mistakes for specs, and what is said of them.

export const HEAD = {
  access: head('AccessPolicy'),
  consent: head('ConsentPolicy'),
  retention: head('RetentionPolicy'),
  disclosure: head('DisclosurePolicy'),
  bias: head('BiasPolicy'),
};

function head(kind: string): string {
  return `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: example
  title: An example
  owner: privacy-office
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
`;
}

/** The condition begins on line 11, column 9. */
export const prohibitWhen = (when: string) => `${HEAD.access}  effect: prohibit\n  when: ${when}\n`;
export type MistakeCase = readonly [string, string, string, number, number, string?];

export function named([wrong, text, code, line, column, nearest]: MistakeCase) {
  return { wrong, text, code, line, column, nearest };
}

export function policy(name: string, text: string, rename = name): PolicyFile {
  const file = `access/${name}/policy.yaml`;
  const renamed = rename === 'example' ? text : text.replace('name: example', `name: ${rename}`);
  return { file, name: file, text: renamed, expected: name, holds: 'policy' };
}

export function mistakesOf(files: readonly PolicyFile[]) {
  try {
    policySetOf(files, exampleRegisters());
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics;
    throw error;
  }
  throw new Error('no mistake was found');
}
