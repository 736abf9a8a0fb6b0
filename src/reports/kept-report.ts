import { digestOfBytes } from '../documents/index.js';
import type { SegmentationReport } from '../stages/release/index.js';
import { type RecordedRun, recordedAt } from './recorded-runs.js';

/** A report that was kept of a withheld run, held against the digest in its closing entry. */
export type KeptCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept'; readonly report: SegmentationReport }
  | { readonly kind: 'missing' | 'altered' };

/** Takes `report.json` as it lies in the state; only the very bytes that the log names count. */
export function checkKept({ closed }: RecordedRun, bytes: Uint8Array | null): KeptCheck {
  const files = recordedAt(closed, 'report', 'files');
  if (!Array.isArray(files)) return { kind: 'none' };
  if (bytes === null) return { kind: 'missing' };
  const named = files.find((file: { readonly name?: unknown }) => file.name === 'report.json') as
    | { readonly digest: string }
    | undefined;
  if (named?.digest !== digestOfBytes(bytes)) return { kind: 'altered' };
  return { kind: 'kept', report: JSON.parse(Buffer.from(bytes).toString('utf8')) as SegmentationReport };
}
