import { readFileSync } from 'node:fs';
import * as sdk from '@open-policy-agent/opa-wasm';
import { type Digest, digestOfBytes, packageRoot } from '../../../documents/index.js';
import { decisionError } from '../decision.errors.js';
import type { KernelInput } from './kernel-input.js';

const PAGE_BYTES = 65_536;
/** Data costs 16 to 17 times its JSON in the guest, and growing late is a hundred times slower. */
const GROWTH = 20;
const SPARE_PAGES = 32;
const ENTRY = 0;
/** What is copied of an image before other work gets its turn: some tenths of a millisecond. */
const SLICE_BYTES = 262_144;

const breath = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The part of a WebAssembly policy that the host uses; the package's own types need a browser's. */
interface LoadedPolicy {
  evaluate(input: ArrayBuffer, entry: number): unknown;
  setData(data: ArrayBuffer): void;
  readonly mem: { readonly buffer: ArrayBuffer };
  /** Where the data begins and ends in the memory. */
  dataAddr: number;
  dataHeapPtr: number;
}

/**
 * The memory of an instance that holds its data and was asked nothing yet. One thread makes it, another one goes on with
 * it: the two have the same module, and at rest an instance has no other state.
 */
export interface KernelImage {
  readonly pages: number;
  readonly memory: ArrayBuffer;
  readonly dataAddr: number;
  readonly dataHeapPtr: number;
  /** The data as text, for the instance that takes over after an exception. */
  readonly data: ArrayBuffer;
}

interface Runtime {
  loadPolicySync(module: object, memory: { initial: number; maximum: number }): LoadedPolicy;
}

// The package's types promise what its ES module does not export; only its default export has everything.
const { loadPolicySync } = (sdk as unknown as { readonly default: Runtime }).default;

/** A compiled kernel with the digest of its bytes. */
export interface KernelModule {
  readonly digest: Digest;
  readonly module: object;
}

/** What Node offers of WebAssembly, as far as it is needed here. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

let committed: KernelModule | undefined;

/** The kernel of the release, compiled once in a process. Throws KERNEL_DAMAGED when its digest is another one. */
export function kernelModule(): KernelModule {
  committed ??= compiled(new URL('src/stages/decision/kernel/', packageRoot()));
  return committed;
}

/** Compiles `policy.wasm` of a folder, held against the digest beside it. */
export function compiled(folder: URL): KernelModule {
  const bytes = readFileSync(new URL('policy.wasm', folder));
  const digest = digestOfBytes(bytes);
  const [expected] = readFileSync(new URL('policy.wasm.sha256', folder), 'utf8').split(' ');
  if (digest !== `sha256:${expected}`) {
    throw decisionError('KERNEL_DAMAGED', {
      found: digest,
      expected: `sha256:${expected}`,
      where: 'policy.wasm',
      next: 'Install Probity again, or build the kernel with scripts/build-kernel.sh.',
    });
  }
  return { digest, module: new WebAssembly.Module(bytes) };
}

/** Pages of 64 KiB for data of so many bytes and the largest input. */
export function plannedPages(dataBytes: number): number {
  return Math.ceil((GROWTH * dataBytes) / PAGE_BYTES) + SPARE_PAGES;
}

/**
 * One instance of the kernel over one policy set. An instance that threw anything is dropped and the next question gets
 * a new one: each exception costs stack that never comes back, and after some hundreds every answer would be wrong.
 */
export class KernelHost {
  readonly #data: ArrayBuffer;
  #policy: LoadedPolicy | undefined;

  private constructor(
    private readonly kernel: KernelModule,
    data: ArrayBuffer,
  ) {
    this.#data = data;
  }

  /** An instance that was given its data; `data` is JSON. */
  static holding(kernel: KernelModule, data: string): KernelHost {
    const bytes = new TextEncoder().encode(data);
    const buffer = new ArrayBuffer(bytes.byteLength);
    new Uint8Array(buffer).set(bytes);
    const host = new KernelHost(kernel, buffer);
    host.#policy = host.#instance();
    return host;
  }

  /** An instance with the memory of another one, copied slice by slice so that the thread can do other work between. */
  static async fromImage(kernel: KernelModule, image: KernelImage): Promise<KernelHost> {
    const host = new KernelHost(kernel, image.data);
    const policy = host.#empty(image.pages);
    for (let at = 0; at < image.memory.byteLength; at += SLICE_BYTES) {
      const slice = new Uint8Array(image.memory, at, Math.min(SLICE_BYTES, image.memory.byteLength - at));
      new Uint8Array(policy.mem.buffer).set(slice, at);
      await breath();
    }
    policy.dataAddr = image.dataAddr;
    policy.dataHeapPtr = image.dataHeapPtr;
    host.#policy = policy;
    return host;
  }

  /** The memory of an instance with its data, to be taken before the first question: questions leave traces in it. */
  image(): KernelImage {
    const policy = this.#policy ?? this.#instance();
    const { dataAddr, dataHeapPtr } = policy;
    const { buffer } = policy.mem;
    const data = this.#data.slice(0);
    return { pages: buffer.byteLength / PAGE_BYTES, memory: buffer.slice(0, dataHeapPtr), dataAddr, dataHeapPtr, data };
  }

  /** What the kernel says; undefined for anything but exactly one result. */
  evaluate(input: KernelInput): unknown {
    try {
      this.#policy ??= this.#instance();
      return onlyResult(this.#policy.evaluate(input, ENTRY));
    } catch {
      this.#policy = undefined;
      return undefined;
    }
  }

  /** What the instance holds of memory; it is sized for its data and the largest input, and never grows. */
  get memoryBytes(): number {
    return this.#policy?.mem.buffer.byteLength ?? 0;
  }

  // INVARIANT: data is set once, on an instance that nobody uses yet; a failed setData leaves the old data half erased.
  #instance(): LoadedPolicy {
    const policy = this.#empty(plannedPages(this.#data.byteLength));
    policy.setData(this.#data);
    return policy;
  }

  #empty(initial: number): LoadedPolicy {
    const memory = { initial, maximum: Math.min(65_536, 2 * initial) };
    return loadPolicySync(this.kernel.module, memory);
  }
}

function onlyResult(results: unknown): unknown {
  if (!Array.isArray(results) || results.length !== 1) return undefined;
  return (results[0] as { readonly result?: unknown } | null)?.result;
}
