/**
 * What the thread of own rules runs. A rule gets a fresh instance for every question, on memory that was wiped, so that
 * nothing goes from one request to the next; of the host it gets its memory and a way to give up, and nothing else.
 */
export const POLICY_THREAD_PROGRAM = `'use strict';
const { readlinkSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
const { port, signal, modules, pagesMax, textBytesMax } = workerData;
const PAGE_BYTES = 65536;
const SPARE_PAGES = 32;
const GROWTH = 20;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const spare = new Map();

function memoryOf(at) {
  const initial = Math.min(pagesMax, Math.ceil((GROWTH * modules[at].data.length) / PAGE_BYTES) + SPARE_PAGES);
  const kept = spare.get(at);
  if (kept && kept.buffer.byteLength === initial * PAGE_BYTES) {
    new Uint8Array(kept.buffer).fill(0);
    return kept;
  }
  const memory = new WebAssembly.Memory({ initial, maximum: pagesMax });
  spare.set(at, memory);
  return memory;
}

function textAt(memory, address) {
  const bytes = new Uint8Array(memory.buffer, address >>> 0);
  const end = bytes.indexOf(0);
  if (end < 0 || end > textBytesMax) throw { failed: 'TOO_LARGE' };
  return decoder.decode(bytes.subarray(0, end));
}

function instanceOf(at) {
  const memory = memoryOf(at);
  const missing = () => { throw { failed: 'BUILTIN' }; };
  const env = { memory, opa_println() {}, opa_abort(address) {
    let said = '';
    // A rule may abort with an address that holds no text: it still aborted.
    try { said = textAt(memory, address); } catch { said = 'unreadable'; }
    throw { failed: /malloc|memory/.test(said) ? 'MEMORY' : 'TRAP' };
  } };
  for (let count = 0; count < 5; count++) env['opa_builtin' + count] = missing;
  return { memory, exports: new WebAssembly.Instance(modules[at].module, { env }).exports };
}

function written({ memory, exports }, text) {
  const bytes = encoder.encode(text);
  const address = exports.opa_malloc(bytes.length) >>> 0;
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  return { address, length: bytes.length };
}

function filled(at) {
  const instance = instanceOf(at);
  const { address, length } = written(instance, modules[at].data);
  const data = instance.exports.opa_json_parse(address, length);
  if (data === 0) throw { failed: 'TRAP' };
  return { ...instance, data };
}

function evaluated(at, input) {
  const instance = filled(at);
  const { memory, exports, data } = instance;
  const { address, length } = written(instance, input);
  const heap = exports.opa_heap_ptr_get();
  return textAt(memory, exports.opa_eval(0, 0, data, address, length, heap, 0));
}

function looked(at) {
  const { memory, exports } = filled(at);
  const json = (value) => JSON.parse(textAt(memory, exports.opa_json_dump(value)));
  return JSON.stringify({ builtins: json(exports.builtins()), entrypoints: json(exports.entrypoints()) });
}

// A trap for want of memory or stack looks like any other; whoever asks learns the kind of failure and no text of it.
function causeOf(error) {
  if (error && typeof error.failed === 'string') return error.failed;
  return error instanceof RangeError && /memory/i.test(error.message) ? 'MEMORY' : 'TRAP';
}

function carriedOut({ kind, at, input }) {
  try {
    return { kind: 'said', text: kind === 'look' ? looked(at) : evaluated(at, input) };
  } catch (error) {
    spare.delete(at);
    return { kind: 'failed', cause: causeOf(error) };
  }
}

// Where the host reads how long this thread has computed; nowhere on systems that do not tell.
function threadClock() {
  try {
    return '/proc/' + readlinkSync('/proc/thread-self') + '/schedstat';
  } catch {
    return '';
  }
}

function say(message) {
  port.postMessage(message);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on('message', (order) => say(carriedOut(order)));
for (let at = 0; at < modules.length; at++) carriedOut({ kind: 'look', at });
say({ kind: 'said', text: threadClock() });
`;
