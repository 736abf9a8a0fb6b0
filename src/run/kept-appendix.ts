import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Log, MAX_ENTRY_BYTES, type StoredEntry } from '../audit/index.js';
import { canonicalJson, type Digest, digestOfBytes } from '../documents/index.js';
import { OWNER_ONLY, writeDurably } from '../store/index.js';

type Body = Readonly<Record<string, unknown>>;

/** What may stand beside the log, by its path in a body: what grows with columns, rules, waivers and constants. */
const LONG_PARTS = [
  'acknowledged',
  'attempt.earlier',
  'categories',
  'columns.asked',
  'columns.granted',
  'columns.used',
  'constants',
  'facts',
  'fairness.traits',
  'findings',
  'governing',
  'manifest.files',
  'privacy',
  'report.files',
  'request.columns',
  'rows.removed',
  'trials',
  'replay.columnCategories',
  'replay.unknown',
  'waiversUsed',
] as const;

/** What is left for a body, when everything else of an entry is as long as it can be. */
const BODY_BYTES_MAX = MAX_ENTRY_BYTES - 1024;

/**
 * A body that fits an entry: the longest parts stand beside the log, in a file of the state named by its digest, and the
 * body names them under `appendix`. The files are on disk before the entry is.
 */
export async function fittedBody(stateFolder: string, body: Body): Promise<Body> {
  if (bytesOf(body) <= BODY_BYTES_MAX) return body;
  const appendix: Record<string, Digest> = {};
  let fitted = body;
  for (const { path, text } of longestFirst(body)) {
    if (bytesOf(fitted) <= BODY_BYTES_MAX) break;
    const digest = digestOfBytes(text);
    await keep(fileOf(stateFolder, digest), text);
    appendix[path] = digest;
    fitted = { ...withPart(fitted, path, undefined), appendix };
  }
  return fitted;
}

function longestFirst(body: Body): readonly { readonly path: string; readonly text: string }[] {
  const found = LONG_PARTS.flatMap((path) => {
    const part = partAt(body, path);
    return part === undefined ? [] : [{ path, text: canonicalJson(plain(part)) }];
  });
  return found.sort((a, b) => b.text.length - a.text.length || (a.path < b.path ? -1 : 1));
}

/** An entry with what stands beside the log put back into its body; what is missing or altered stays away. */
export function wholeEntry<T extends Pick<StoredEntry, 'entry'>>(stateFolder: string, stored: T): T {
  const named = appendixOf(stored.entry.body);
  if (named.length === 0) return stored;
  const body = named.reduce((whole, [path, digest]) => {
    const part = keptPart(stateFolder, digest);
    return part === undefined ? whole : withPart(whole, path, part);
  }, stored.entry.body as Body);
  return { ...stored, entry: { ...stored.entry, body } };
}

/** The entries of a log, each whole. */
export async function* wholeEntries(
  stateFolder: string,
  log: Pick<Log, 'entries'>,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncIterable<StoredEntry> {
  for await (const stored of log.entries(from, to)) yield wholeEntry(stateFolder, stored);
}

function appendixOf(body: Body): readonly [string, string][] {
  const { appendix } = body;
  if (typeof appendix !== 'object' || appendix === null) return [];
  return Object.entries(appendix as Body).filter((one): one is [string, string] => typeof one[1] === 'string');
}

function keptPart(stateFolder: string, digest: string): unknown {
  const file = fileOf(stateFolder, digest);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  return digestOfBytes(text) === digest ? JSON.parse(text) : undefined;
}

function partAt(body: Body, path: string): unknown {
  return path.split('.').reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), body);
}

// Two steps at most: a part of the body, or a part of that.
function withPart(body: Body, path: string, part: unknown): Body {
  const [first = '', second] = path.split('.');
  if (second === undefined) return without({ ...body, [first]: part });
  const within = body[first];
  return { ...body, [first]: without({ ...(isObject(within) ? within : {}), [second]: part }) };
}

function without(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

async function keep(file: string, text: string): Promise<void> {
  if (!existsSync(file)) await writeDurably(file, Buffer.from(text), 'refuse', OWNER_ONLY);
}

// A digest comes from a record: whatever is not one names no file.
function fileOf(stateFolder: string, digest: string): string {
  const name = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] ?? 'none';
  return join(stateFolder, 'appendix', `${name}.json`);
}

function bytesOf(body: Body): number {
  return Buffer.byteLength(canonicalJson(plain(body)));
}

// JSON knows no undefined.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
