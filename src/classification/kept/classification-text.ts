import { stringify } from 'yaml';
import type { Classification } from './classification.schema.js';

/** A classification as its file holds it; the next one to keep something writes it anew, so remarks belong into reasons. */
export function classificationText({ name, overrides, found }: Omit<Classification, 'apiVersion' | 'kind'>): string {
  const value = { apiVersion: 'probity/v1', kind: 'Classification', name, overrides, ...(found ? { found } : {}) };
  return `# Written by probity dataset classify --keep and probity dataset override.\n${stringify(value, { lineWidth: 0 })}`;
}
