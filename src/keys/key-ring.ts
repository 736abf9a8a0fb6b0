import { createHash, randomBytes } from 'node:crypto';
import { KeyFolder } from './key-folder.js';
import { keysError } from './keys.errors.js';
import type { KeyEvent } from './keys.js';
import { unwrap, wrap } from './wrapping.js';

const KEY_BYTES = 32;
const ROOT = 'key-encryption';

/** One key as it is held in memory. */
export interface HeldKey {
  readonly name: string;
  readonly epoch: number;
  readonly keyId: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

export type KeyListener = (event: KeyEvent) => void | Promise<void>;

/** How a key is named to the outside; the log key overrides it, because its public half is known anyway. */
export function keyIdOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/**
 * The keys of one environment: a key-encryption key in the clear, all others wrapped under it.
 * INVARIANT: a key is on disk before it is announced, and announced before anybody gets it.
 */
export class KeyRing {
  readonly #held = new Map<string, HeldKey[]>();

  private constructor(
    private readonly folder: KeyFolder,
    readonly environment: KeyEvent['environment'],
    private readonly listener: KeyListener,
    private readonly idOf: (name: string, secret: Buffer) => string,
  ) {}

  static async open(
    path: string,
    environment: KeyEvent['environment'],
    listener: KeyListener,
    idOf: (name: string, secret: Buffer) => string,
  ): Promise<KeyRing> {
    const ring = new KeyRing(await KeyFolder.open(path), environment, listener, idOf);
    await ring.#readRoot();
    for (const file of await ring.folder.names()) await ring.#readFile(file);
    return ring;
  }

  /** All epochs of a key, oldest first. */
  epochs(name: string): readonly HeldKey[] {
    return this.#held.get(name) ?? [];
  }

  all(): readonly HeldKey[] {
    return [...this.#held.values()].flat();
  }

  /** The newest epoch of a key, made when there is none. */
  async newest(name: string): Promise<HeldKey> {
    return this.epochs(name).at(-1) ?? this.rotate(name);
  }

  /** Makes the next epoch of a key. */
  async rotate(name: string): Promise<HeldKey> {
    const epoch = (this.epochs(name).at(-1)?.epoch ?? 0) + 1;
    const secret = randomBytes(KEY_BYTES);
    const wrapped = wrap(this.#root(), secret, this.#context(name, epoch));
    if (!(await this.folder.create(fileName(name, epoch), wrapped)))
      throw unreadable(name, 'another process made this key');
    return this.#announce(epoch === 1 ? 'key-created' : 'key-rotated', name, epoch, secret);
  }

  async #readRoot(): Promise<void> {
    const present = (await this.folder.names()).includes(ROOT);
    const secret = present ? await this.folder.read(ROOT) : randomBytes(KEY_BYTES);
    if (secret.length !== KEY_BYTES) throw unreadable(ROOT, `${secret.length} bytes instead of ${KEY_BYTES}`);
    if (present) return this.#hold({ name: ROOT, epoch: 1, keyId: this.idOf(ROOT, secret), secret });
    if ((await this.folder.names()).length > 0) throw unreadable(ROOT, 'it is missing beside keys that need it');
    if (!(await this.folder.create(ROOT, secret))) throw unreadable(ROOT, 'another process made this key');
    await this.#announce('key-created', ROOT, 1, secret);
  }

  async #readFile(file: string): Promise<void> {
    if (file === ROOT) return;
    const [, name, digits] = /^(.+)\.(\d+)$/.exec(file) ?? [];
    if (!name || !digits) throw unreadable(file, 'its name has no epoch');
    const epoch = Number(digits);
    const secret = unwrap(this.#root(), await this.folder.read(file), this.#context(name, epoch));
    if (!secret || secret.length !== KEY_BYTES) throw unreadable(file, 'it does not open with the key-encryption key');
    this.#hold({ name, epoch, keyId: this.idOf(name, secret), secret });
  }

  async #announce(kind: KeyEvent['kind'], name: string, epoch: number, secret: Buffer): Promise<HeldKey> {
    const key = { name, epoch, keyId: this.idOf(name, secret), secret };
    await this.listener(Object.freeze({ kind, environment: this.environment, name, epoch, keyId: key.keyId }));
    this.#hold(key);
    return key;
  }

  #hold(key: HeldKey): void {
    const epochs = [...this.epochs(key.name), Object.freeze(key)].sort((a, b) => a.epoch - b.epoch);
    this.#held.set(key.name, epochs);
  }

  #root(): Buffer {
    const root = this.epochs(ROOT)[0];
    if (!root) throw unreadable(ROOT, 'it is missing');
    return root.secret;
  }

  #context(name: string, epoch: number): string {
    return `probity key v1 ${this.environment} ${name} ${epoch}`;
  }
}

/** A dot cannot stand in a name, so that name and epoch part without doubt. */
function fileName(name: string, epoch: number): string {
  return `${name}.${epoch}`;
}

function unreadable(key: string, found: string) {
  return keysError('KEY_UNREADABLE', {
    found,
    where: `key ${key}`,
    next: 'Restore the key folder from its own backup; what was written under a lost key stays unreadable.',
  });
}
