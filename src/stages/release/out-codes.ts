import { ProbityError } from '../../documents/index.js';
import { withStoreCodes } from '../../store/index.js';
import { releaseError } from './release.errors.js';

/** Runs work that writes into the out folder; where its disk is full, that is what the error says. */
export async function withOutCodes<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withStoreCodes(work);
  } catch (error) {
    if (!(error instanceof ProbityError) || error.code !== 'STATE_DISK_FULL') throw error;
    const next = 'Free space on the disk of the out folder, then run again.';
    throw releaseError('OUT_DISK_FULL', { found: 'no space left', where: out, next }, { cause: error });
  }
}
