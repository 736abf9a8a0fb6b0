import { realpathSync } from 'node:fs';
import { isolationError } from './isolation.errors.js';
import { sandboxCommand } from './sandbox-command.js';
import type { SandboxLevel, SandboxLimits } from './sandbox-level.js';
import { runProcess } from './sandboxed-process.js';

/** One call of a plugin. */
export interface SandboxedCall {
  readonly level: SandboxLevel;
  /** The file that runs; nothing beside it can be read. */
  readonly bundle: string;
  /** The JSON frame; see `HostCall` of the contract. */
  readonly call: object & { readonly explain?: boolean };
  /** Rows as an Arrow IPC stream, sent as a second frame. */
  readonly arrow?: Uint8Array | undefined;
  readonly limits: SandboxLimits;
}

/** What came back. Nothing of it is trusted: it has the shape of an envelope and no more. */
export type SandboxedAnswer =
  | {
      readonly kind: 'answer';
      readonly value: unknown;
      /** Codes of labels, 32-bit little-endian. */
      readonly codes: Uint8Array | null;
      readonly printedBytes: number;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly column: string | null };

/**
 * Runs a bundle in a fresh process at a level and returns its answer. Throws one of the PLUGIN_ errors of this folder;
 * whatever happens, the process and all it started are gone. The level is never lowered here.
 */
export async function runSandboxed(ask: SandboxedCall): Promise<SandboxedAnswer> {
  const { level, bundle, call, arrow, limits } = ask;
  const command = sandboxCommand(level, realpathSync(bundle), limits);
  const json = Buffer.from(JSON.stringify(call));
  const ending = await runProcess(command, arrow ? [json, arrow] : [json], limits, isComplete);
  if (ending.kind === 'fault') throw ending.fault;
  return answerOf(ending.frames, ending.printedBytes, call.explain === true);
}

/** The head alone is complete unless it announces codes. */
function isComplete(frames: readonly Buffer[]): boolean {
  return frames.length > 1 || (frames.length === 1 && !headOf(frames[0] as Buffer).codes);
}

function answerOf(frames: readonly Buffer[], printedBytes: number, explain: boolean): SandboxedAnswer {
  const head = headOf(frames[0] as Buffer);
  if (head.kind === 'answer') return { kind: 'answer', value: head.value, codes: frames[1] ?? null, printedBytes };
  if (head.kind === 'refused' && typeof head.code === 'string') {
    return { kind: 'refused', code: head.code, column: typeof head.column === 'string' ? head.column : null };
  }
  if (head.kind === 'exhausted') throw exhausted();
  // A bundle can forge any frame: an explanation that nobody asked for may be a value of a person.
  if (head.kind === 'threw') throw threw(explain ? head.explanation : undefined);
  throw invalid();
}

interface Head {
  readonly kind?: unknown;
  readonly value?: unknown;
  readonly code?: unknown;
  readonly column?: unknown;
  readonly codes?: unknown;
  readonly explanation?: unknown;
}

function headOf(frame: Buffer): Head {
  try {
    const head: unknown = JSON.parse(frame.toString('utf8'));
    if (head !== null && typeof head === 'object') return head;
  } catch {
    // Falls through: what cannot be read is as wrong as what has another shape, and neither is shown.
  }
  throw invalid();
}

function invalid() {
  return isolationError('PLUGIN_ENVELOPE_INVALID', {
    found: 'an answer that is no envelope of the contract',
    next: 'Build the plugin with probity plugin build, which brings the host that answers.',
  });
}

function exhausted() {
  return isolationError('PLUGIN_MEMORY', {
    found: 'a buffer that did not fit into the memory of the plugin',
    next: 'Ask for fewer rows, or raise plugins.memoryMb.',
  });
}

// The explanation is there only when the caller asked for it, which is for rows that its author made up.
function threw(explanation: unknown) {
  return isolationError('PLUGIN_THREW', {
    found: typeof explanation === 'string' ? explanation : 'an error inside the plugin',
    next: 'Reproduce it with made-up rows: probity plugin check shows the text.',
  });
}
