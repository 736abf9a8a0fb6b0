import { errorsOf } from '../documents/index.js';

export const STORE_ERRORS = {
  STATE_IN_USE: 'Another live process owns the state folder; two owners at once are refused.',
  STATE_LOST: 'This process no longer owns the state folder, because a newer owner took it over.',
  STATE_NEWER: 'The state was written by a newer version of Probity and is not touched.',
  STATE_CORRUPT: 'The state file does not pass its integrity check.',
  STATE_DISK_FULL: 'The disk of the state folder is full; the change was rolled back and reads go on.',
  STATE_BUSY: 'The state file stayed locked by another process for longer than the busy timeout.',
  STATE_UNWRITABLE: 'The operating system refused to read or write the state file.',
  STATE_CLOSED: 'The state was used after it had been closed.',
  LEASE_LOST: 'A lease was taken by a newer holder, so the older holder may no longer write.',
  FOLDER_UNUSABLE: 'A folder cannot be made, because something else lies in its place.',
  VALUE_NOT_STORABLE: 'Only strings, safe integers, bytes and null can be stored.',
  MIGRATION_FAILED: 'A migration of the state failed; the state is unchanged.',
} as const;

export const storeError = errorsOf(STORE_ERRORS);
