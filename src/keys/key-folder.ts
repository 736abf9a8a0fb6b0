import { chmod, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeDurably } from '../store/index.js';
import { keysError } from './keys.errors.js';

const OTHERS = 0o077;
const SUFFIX = '.key';

/** A folder of key files that only their owner may read. */
export class KeyFolder {
  private constructor(readonly path: string) {}

  /** Makes the folder when missing; refuses a folder or key file with rights for others. */
  static async open(path: string): Promise<KeyFolder> {
    await makeFolder(path, 0o700);
    await assertPrivate(path);
    const folder = new KeyFolder(path);
    for (const left of await halfWritten(path)) await rm(join(path, left));
    for (const name of await folder.names()) await assertPrivate(folder.#file(name));
    return folder;
  }

  /** The names of the keys in it. */
  async names(): Promise<string[]> {
    const files = await readdir(this.path);
    return files
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .sort();
  }

  async read(name: string): Promise<Buffer> {
    await assertPrivate(this.#file(name));
    return readFile(this.#file(name));
  }

  /** Writes a new key file; false when one of that name is there already, which then stays. */
  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    const created = await writeDurably(this.#file(name), bytes, 'refuse', 0o600);
    if (created) await chmod(this.#file(name), 0o600);
    return created;
  }

  #file(name: string): string {
    return join(this.path, `${name}${SUFFIX}`);
  }
}

/** What a crash left between writing a key and naming it; nobody was told of such a key. */
async function halfWritten(path: string): Promise<string[]> {
  return (await readdir(path)).filter((file) => file.endsWith('.tmp'));
}

async function assertPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & OTHERS) === 0) return;
  throw keysError('KEY_READABLE', {
    found: `rights ${(mode & 0o777).toString(8)}`,
    expected: 'rights for the owner alone: 700 for folders, 600 for files',
    where: path,
    next: 'Take the rights of others away, and rotate the keys if somebody may have read them.',
  });
}
