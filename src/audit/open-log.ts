import type { LogSigner } from '../keys/index.js';
import type { State } from '../store/index.js';
import { auditError } from './audit.errors.js';
import { Clerk } from './clerk.js';
import type { Log } from './log.js';
import { LogRows } from './log-rows.js';
import { PublishedFolder } from './published-folder.js';
import { Publisher } from './publisher.js';
import { Sequencer } from './sequencer.js';
import { takeUp } from './take-up.js';
import { TransparencyLog } from './transparency-log.js';
import { verifierKey } from './verify/format/index.js';

/** The origin of a first log; the number at its end counts epochs. */
export const DEFAULT_ORIGIN = 'probity.local/audit/1';

export interface LogOptions {
  /** A state that was opened with `auditMigrations`. */
  readonly state: State;
  readonly signer: LogSigner;
  /** Where tiles and checkpoint are published; one folder per origin. */
  readonly folder: string;
  /** The name of the log and of its key: a URL without scheme, space and plus. */
  readonly origin?: string;
}

/** Opens the log of a state: compares rows and signatures, publishes what is missing, and takes entries from then on. */
export async function openLog({ state, signer, folder, origin = DEFAULT_ORIGIN }: LogOptions): Promise<Log> {
  assertOrigin(origin);
  const rows = await LogRows.open(state, origin);
  const published = new PublishedFolder(folder);
  const { tree, signed } = await takeUp(rows, published, signer, origin);
  const publisher = new Publisher(rows, published, signer, origin, tree);
  const size = await rows.size();
  const newest = signed?.size === size ? signed : await publisher.publish(size);
  const sequencer: Sequencer = new Sequencer(rows, size, () => clerk.notify());
  const clerk = new Clerk(publisher, () => sequencer.size, newest);
  return new TransparencyLog(verifierKey(origin, signer.publicKey), rows, sequencer, clerk, published);
}

function assertOrigin(origin: string): void {
  if (/^[^\s+:]+$/u.test(origin)) return;
  throw auditError('ORIGIN_INVALID', {
    found: 'an origin with a scheme, a space or a plus',
    expected: `a URL without its scheme, such as ${DEFAULT_ORIGIN}`,
    next: 'Correct the setting.',
  });
}
