/**
 * What stands between a plugin and the machine. 3: namespaces with an empty root, system-call filter and Node's
 * permissions; 2: namespaces and Node's permissions; 0: Node's permissions alone, which do not cover the network.
 */
export type SandboxLevel = 0 | 2 | 3;

/** What one run of a plugin may use. */
export interface SandboxLimits {
  /** From start to answer. */
  readonly wallMs: number;
  /** The largest frame of an answer. */
  readonly frameBytesMax: number;
  /** Standard output and error together; they are counted and thrown away. */
  readonly stdoutBytesMax: number;
  /** The JavaScript heap; where the machine can limit address space, buffers beside it too. */
  readonly memoryMb: number;
}

/** Used where nothing else is said. */
export const DEFAULT_LIMITS: SandboxLimits = Object.freeze({
  wallMs: 60_000,
  frameBytesMax: 67_108_864,
  stdoutBytesMax: 65_536,
  memoryMb: 512,
});
