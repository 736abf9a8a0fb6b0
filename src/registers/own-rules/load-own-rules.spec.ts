import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { digestOfBytes, ProbityError } from '../../documents/index.js';
import { loadOwnRules } from './load-own-rules.js';
import { readOwnRule } from './read-own-rule.js';

const BUNDLES = new URL('../../../test/own-rules/', import.meta.url);
const bytesOf = (name: string) => readFileSync(new URL(`${name}/bundle.tar.gz`, BUNDLES));
const LIMITS = { deadlineMs: 1000, memoryMb: 16 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function placed(name: string, bundle: Uint8Array): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'bundle.tar.gz'), bundle);
}

function load() {
  return loadOwnRules({ folders: [folder], ...LIMITS }, ['user.contact']);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ProbityError) return `${error.code} ${error.parts.found}`;
    throw error;
  }
  return 'nothing thrown';
}

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The files of an archive, and an archive of files: what a bundle is made of. */
function entriesOf(bundle: Uint8Array): readonly Entry[] {
  const tar = gunzipSync(bundle);
  const entries: Entry[] = [];
  for (let at = 0; tar[at] !== 0; ) {
    const size = Number.parseInt(tar.subarray(at + 124, at + 135).toString(), 8);
    const name = tar
      .subarray(at, at + 100)
      .toString()
      .replaceAll('\0', '');
    entries.push({ name, content: tar.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

function header({ name, content }: Entry, type = '0', link = ''): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(content.length.toString(8).padStart(11, '0'), 124);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write(link, 157);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function tarOf(blocks: readonly Uint8Array[], end = Buffer.alloc(1024)): Buffer {
  return gzipSync(Buffer.concat([...blocks, end]));
}

function blocksOf(entry: Entry): readonly Uint8Array[] {
  return [header(entry), entry.content, Buffer.alloc((512 - (entry.content.length % 512)) % 512)];
}

const archive = (entries: readonly Entry[]) => tarOf(entries.flatMap(blocksOf));
const sensitivityBudget = () => entriesOf(bytesOf('sensitivity-budget'));
const replaced = (name: string, content: string | Uint8Array) =>
  archive(sensitivityBudget().map((one) => (one.name === name ? { name, content: Buffer.from(content) } : one)));

describe('own rules are read', () => {
  it('by name, each with the digest of its bundle', () => {
    placed('sensitivity-budget', bytesOf('sensitivity-budget'));
    placed('always-quiet', bytesOf('hostile'));
    const register = load();
    expect(register?.rules.map(({ name, digest }) => [name, digest])).toEqual([
      ['always-quiet', digestOfBytes(bytesOf('hostile'))],
      ['sensitivity-budget', digestOfBytes(bytesOf('sensitivity-budget'))],
    ]);
    expect(register?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('from an archive that was packed again, whose digest is another one', () => {
    const again = archive(sensitivityBudget());
    expect(readOwnRule('again', again, 'here')).toMatchObject({ digest: digestOfBytes(again) });
  });

  it('nowhere, where the settings name no folder', () => {
    expect(loadOwnRules({ folders: [], ...LIMITS }, [])).toBeNull();
  });

  it('as none at all from an empty folder, which is something else than no folder', () => {
    expect(load()?.rules).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(codeOf(load)).toBe('OWN_RULE_FOLDER no folder');
  });
});

describe('a rule that should forbid is never passed over', () => {
  it('where it was written and not built', () => {
    mkdirSync(join(folder, 'not-built'));
    writeFileSync(join(folder, 'not-built', 'rule.rego'), 'package probity.own');
    expect(codeOf(load)).toBe('OWN_RULE_FOLDER no bundle.tar.gz');
  });

  it('where its folder is a link, or has a name of another form', () => {
    cpSync(new URL('sensitivity-budget', BUNDLES), join(folder, 'Column_Budget'), { recursive: true });
    expect(codeOf(load)).toContain('OWN_RULE_FOLDER');
    rmSync(join(folder, 'Column_Budget'), { recursive: true });
    symlinkSync(new URL('sensitivity-budget', BUNDLES).pathname, join(folder, 'sensitivity-budget'));
    expect(codeOf(load)).toContain('OWN_RULE_FOLDER');
  });

  it('where there are too many, or two of one name', () => {
    for (let count = 0; count < 9; count++) placed(`rule-${count}`, bytesOf('hostile'));
    expect(codeOf(load)).toBe('OWN_RULES_TOO_MANY 9 own rules');
    const twice = () => loadOwnRules({ folders: [folder, folder], ...LIMITS }, []);
    expect(codeOf(twice)).toContain('OWN_RULE_TWICE');
  });
});

describe('a bundle is refused', () => {
  const read = (bundle: Uint8Array) => codeOf(() => readOwnRule('rule', bundle, 'here'));

  it('that is not gzip, or ends early, or was damaged', () => {
    expect(read(Buffer.from('package probity.own'))).toContain('OWN_RULE_BUNDLE');
    const whole = bytesOf('sensitivity-budget');
    expect(read(whole.subarray(0, 1000))).toContain('OWN_RULE_BUNDLE');
    const tar = gunzipSync(whole);
    tar[20] = 1;
    expect(read(gzipSync(tar))).toBe('OWN_RULE_BUNDLE a damaged header');
    expect(read(gzipSync(gunzipSync(whole).subarray(0, 700)))).toContain('OWN_RULE_BUNDLE');
    expect(
      read(tarOf(sensitivityBudget().flatMap(blocksOf), Buffer.concat([Buffer.alloc(1024), Buffer.from('more')]))),
    ).toBe('OWN_RULE_BUNDLE bytes after the end of the archive');
  });

  it('that is larger than its limit, packed, unpacked or in one file', () => {
    expect(read(Buffer.alloc(1024 * 1024 + 1))).toContain('OWN_RULE_TOO_LARGE');
    expect(read(gzipSync(Buffer.alloc(64 * 1024 * 1024)))).toBe(
      'OWN_RULE_TOO_LARGE the unpacked bundle with more than 4194304 bytes',
    );
    expect(read(replaced('/data.json', `{"a":"${'x'.repeat(200_000)}"}`))).toContain('OWN_RULE_TOO_LARGE /data.json');
  });

  it.each([
    '/../policy.wasm',
    '../../etc/passwd',
    '/data/../../x.rego',
    'policy.wasm',
    '/sub/data.json',
    '/.signatures.json',
  ])('with a file named %s', (name) => {
    expect(read(archive([...sensitivityBudget(), { name, content: Buffer.from('x') }]))).toContain('OWN_RULE_MEMBER');
  });

  it('with a link, a folder, an extended header, a name in two parts, or a name twice', () => {
    const rest = sensitivityBudget().flatMap(blocksOf);
    const empty = { name: '/data.json', content: Buffer.alloc(0) };
    for (const type of ['1', '2', '3', '5', 'x', 'g', 'L']) {
      expect(read(tarOf([header(empty, type, type === '2' ? '/etc/passwd' : ''), ...rest]))).toContain(
        'OWN_RULE_MEMBER',
      );
    }
    expect(read(tarOf([header(empty, '0', '/etc/passwd'), ...rest]))).toContain('OWN_RULE_MEMBER');
    expect(read(archive([...sensitivityBudget(), empty]))).toBe("OWN_RULE_MEMBER '/data.json' twice");
  });

  it('without its module or its manifest, or with data that is no object', () => {
    const without = (name: string) => archive(sensitivityBudget().filter((one) => one.name !== name));
    expect(read(without('/policy.wasm'))).toBe('OWN_RULE_BUNDLE no /policy.wasm');
    expect(read(without('/.manifest'))).toBe('OWN_RULE_BUNDLE no /.manifest');
    expect(read(replaced('/data.json', '[1]'))).toContain('OWN_RULE_BUNDLE');
    expect(read(replaced('/data.json', '{'))).toContain('OWN_RULE_BUNDLE');
  });

  it('with two entry points, with none, or with one of another name', () => {
    const entry = (entrypoint: string) => ({ entrypoint, module: '/policy.wasm' });
    const manifest = (...names: readonly string[]) =>
      replaced('/.manifest', JSON.stringify({ wasm: names.map(entry) }));
    expect(read(manifest('probity/own/answer', 'probity/own/permit'))).toBe(
      'OWN_RULE_ENTRYPOINT probity/own/answer, probity/own/permit',
    );
    expect(read(manifest())).toBe('OWN_RULE_ENTRYPOINT none');
    expect(read(manifest('probity/kernel/decision'))).toContain('OWN_RULE_ENTRYPOINT');
  });

  it('whose manifest and module do not agree on the entry point', () => {
    const wasm = sensitivityBudget().find(({ name }) => name === '/policy.wasm')?.content as Buffer;
    // As long as the real name, so that the module stays whole.
    const other = Buffer.from(wasm.toString('latin1').replaceAll('probity/own/answer', 'probity/own/permit'), 'latin1');
    expect(other.equals(wasm)).toBe(false);
    placed('rule', replaced('/policy.wasm', other));
    expect(codeOf(load)).toBe('OWN_RULE_ENTRYPOINT probity/own/permit');
  });
});

describe('a module is refused', () => {
  const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const word = (text: string) => [text.length, ...Buffer.from(text)];
  const section = (id: number, bytes: readonly number[]) => [id, bytes.length, ...bytes];
  const read = (wasm: readonly number[]) =>
    codeOf(() => readOwnRule('rule', replaced('/policy.wasm', Uint8Array.from(wasm)), 'here'));

  it('that is no WebAssembly', () => {
    expect(read([1, 2, 3])).toBe('OWN_RULE_MODULE something that is not WebAssembly');
  });

  it('that imports a function of a system', () => {
    const types = section(1, [1, 0x60, 0, 0]);
    const imports = section(2, [1, ...word('wasi_snapshot_preview1'), ...word('fd_write'), 0, 0]);
    expect(read([...MAGIC, ...types, ...imports])).toBe(
      'OWN_RULE_MODULE the import wasi_snapshot_preview1.fd_write function',
    );
  });

  it('that takes no memory of the host', () => {
    expect(read([...MAGIC, ...section(5, [1, 0, 1])])).toBe('OWN_RULE_MODULE memory that the host does not give');
  });

  it('that is not what opa builds', () => {
    const imports = section(2, [1, ...word('env'), ...word('memory'), 2, 0, 1]);
    expect(read([...MAGIC, ...imports])).toBe('OWN_RULE_MODULE no export opa_eval');
  });

  it('that uses the network or a clock, named each', () => {
    placed('network', bytesOf('network'));
    expect(codeOf(load)).toBe('OWN_RULE_BUILTIN http.send, time.now_ns');
  });
});
