/** What may be said about a key; never the key itself. */
export interface KeyEvent {
  readonly kind: 'key-created' | 'key-rotated';
  readonly environment: 'rehearsal' | 'production';
  /** `key-encryption`, `log`, `sealing`, or `pseudonym-<purpose>`. */
  readonly name: string;
  /** Counts from 1; each rotation adds one. */
  readonly epoch: number;
  /** The first 8 bytes of SHA-256 over the key (over the public key for `log`), hexadecimal. */
  readonly keyId: string;
}

/** Signs the checkpoints of the log with Ed25519. */
export interface LogSigner {
  /** 32 raw bytes. */
  readonly publicKey: Buffer;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Buffer;
}

export interface PseudonymKey {
  readonly keyId: string;
  readonly epoch: number;
  /** 32 bytes for HMAC-SHA-256; never leaves the engine, never stands in SQL text. */
  readonly key: Buffer;
}

/** The keys of one environment. */
export interface Keys {
  logSigner(): LogSigner;
  /** The newest key of the purpose; made at the first asking. */
  pseudonymKey(purpose: string): Promise<PseudonymKey>;
  /** Every epoch of the purpose's key, oldest first; empty when it was never asked for. */
  pseudonymKeys(purpose: string): Promise<readonly PseudonymKey[]>;
  /** Starts a new epoch, which breaks the linkage to earlier releases on purpose. */
  rotatePseudonymKey(purpose: string): Promise<PseudonymKey>;
  /** Encrypts every file of a folder, at any depth, into a new folder. The source is left alone. */
  seal(folder: string, into: string): Promise<void>;
  /** Decrypts a sealed folder into a new one, which appears whole or not at all. SEAL_BROKEN when altered. */
  unseal(sealed: string, into: string): Promise<void>;
  /** Every key that exists, so that the record of keys can be completed after a crash. */
  inventory(): readonly Omit<KeyEvent, 'kind'>[];
}
