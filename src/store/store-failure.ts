import { ProbityError } from '../documents/index.js';
import { storeError } from './store.errors.js';
import { systemCode } from './system-code.js';

const NEXT = {
  STATE_DISK_FULL: 'Free space on the disk of the state folder, then try again.',
  STATE_BUSY: 'Wait for the other process, or end it, then try again.',
  STATE_CORRUPT: 'Restore the state folder from a backup, and read what the log says about a new epoch first.',
  STATE_UNWRITABLE: 'Check the disk and the rights of the state folder, then start again.',
} as const;

type DriverCode = keyof typeof NEXT;

const FAILURES: readonly (readonly [prefix: string, code: DriverCode])[] = [
  ['SQLITE_FULL', 'STATE_DISK_FULL'],
  ['ENOSPC', 'STATE_DISK_FULL'],
  ['EDQUOT', 'STATE_DISK_FULL'],
  ['SQLITE_IOERR_SHMSIZE', 'STATE_DISK_FULL'],
  ['SQLITE_BUSY', 'STATE_BUSY'],
  ['SQLITE_LOCKED', 'STATE_BUSY'],
  ['SQLITE_CORRUPT', 'STATE_CORRUPT'],
  ['SQLITE_NOTADB', 'STATE_CORRUPT'],
  ['SQLITE_IOERR', 'STATE_UNWRITABLE'],
  ['SQLITE_CANTOPEN', 'STATE_UNWRITABLE'],
  ['EIO', 'STATE_UNWRITABLE'],
  ['EROFS', 'STATE_UNWRITABLE'],
  ['EACCES', 'STATE_UNWRITABLE'],
  ['SQLITE_READONLY', 'STATE_UNWRITABLE'],
];

/** A failure of the driver or the file system as an error with a code of ours; anything else comes back unchanged. */
export function storeFailure(error: unknown): unknown {
  const driverCode = systemCode(error);
  if (error instanceof ProbityError || driverCode === undefined) return error;
  const code = FAILURES.find(([prefix]) => driverCode.startsWith(prefix))?.[1];
  if (!code) return error;
  return storeError(code, { found: `the answer was ${driverCode}`, next: NEXT[code] }, { cause: error });
}

/** Runs a piece of work and gives its failures the codes of the store. */
export async function withStoreCodes<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeFailure(error);
  }
}
