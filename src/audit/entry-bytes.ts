import { canonicalJson, hasShape } from '../documents/index.js';
import { auditError } from './audit.errors.js';
import { type Entry, EntrySchema } from './entry.schema.js';

/** Bytes of canonical JSON that one entry may have; what is longer stands beside the log by its digest. */
export const MAX_ENTRY_BYTES = 16 * 1024;

/** The bytes of an entry, as they are hashed and stored. */
export function entryBytes(entry: Entry): Buffer {
  if (!hasShape(EntrySchema, entry)) {
    throw auditError('ENTRY_INVALID', {
      found: 'an entry that its schema refuses',
      expected: 'the members of entry.schema.ts and no other',
      next: 'Correct the code that makes the entry.',
    });
  }
  const bytes = Buffer.from(canonicalJson(entry));
  if (bytes.length <= MAX_ENTRY_BYTES) return bytes;
  throw auditError('ENTRY_TOO_LARGE', {
    found: `${bytes.length} bytes`,
    expected: `at most ${MAX_ENTRY_BYTES}`,
    next: 'Put the long part into a file and record its digest.',
  });
}

/** An entry back from its bytes, which were checked when they were written. */
export function entryOfBytes(bytes: Buffer): Entry {
  return JSON.parse(bytes.toString('utf8')) as Entry;
}
