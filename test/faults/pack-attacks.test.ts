import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DocumentError, ProbityError } from '../../src/documents/index.js';
import { openPack, PACK_LIMITS } from '../../src/registers/packs/index.js';
import { exampleRegisters, policyFiles } from '../../src/registers/policies/index.js';
import { carryOut, type PackTarget, planPack } from '../../src/workbench/packs/index.js';
import { FILES, KEY, type MadePack, manifestText, noteOf, OTHER_KEY, POLICY, vkeyOf, writeMade } from './packed.js';

const TRUSTED = [vkeyOf(KEY)];
let scratch: string;
let pack: string;
let policyFolder: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-attacks-'));
  pack = join(scratch, 'pack');
  policyFolder = join(scratch, 'policies');
});
afterEach(() => rmSync(scratch, { recursive: true }));

function target(trusted: readonly string[] = TRUSTED): PackTarget {
  return { policyFolder, policyFolders: [policyFolder], registers: exampleRegisters(), trusted };
}

/** Why a pack is refused; text of its policies in the error would mean that they were read. */
function refusal(folder: string, trusted: readonly string[] = TRUSTED): string {
  try {
    planPack('add', folder, target(trusted));
  } catch (error) {
    if (error instanceof DocumentError || !(error instanceof ProbityError)) throw error;
    expect(error.message).not.toContain('purpose.allowsDestination');
    return error.code;
  }
  return 'taken';
}

async function install(made: MadePack, folder: string, keys = [KEY]): Promise<void> {
  const verb = existing() ? 'upgrade' : 'add';
  const plan = planPack(verb, writeMade(folder, made, noteOf(manifestText(made), keys)), target());
  await carryOut(verb, plan, target());
}

function existing(): boolean {
  return policyFiles([policyFolder]).length > 0;
}

describe('a pack', () => {
  it('made by the page of the format alone is taken', () => {
    expect(refusal(writeMade(pack))).toBe('taken');
    expect(openPack(pack, TRUSTED).signer).toBe(vkeyOf(KEY));
  });

  it('of the page of the format is the one that the page says', () => {
    const page = readFileSync(new URL('../../docs/policy-packs.md', import.meta.url), 'utf8');
    const block = (word: string) => page.split(`\`\`\`${word}\n`)[1]?.split('```')[0] ?? '';
    const files = { 'README.md': '# Sample\n', 'access/only-declared/policy.yaml': block('policy') };
    const { digest, manifest } = openPack(writeMade(pack, { files }, block('note')), [block('vkey')]);
    expect(`${digest}\n`).toBe(block('digest'));
    expect(manifest.name).toBe('sample');
    expect(noteOf(manifestText({ files }))).toBe(block('note'));
  });

  // Not YAML at all: whoever parsed it before judging it would say so.
  const BOMB = 'a: &a [*a, *a\n\t"';

  it.each<[string, string, () => void]>([
    ['without a signed manifest', 'PACK_UNSIGNED', () => unlinkSync(join(pack, 'pack.note'))],
    ['whose signatures were stripped', 'PACK_UNSIGNED', () => note(manifestText({}))],
    ['with an empty signature block', 'PACK_UNSIGNED', () => note(`${manifestText({})}\n`)],
    ['signed by another key', 'PACK_SIGNER', () => note(noteOf(manifestText({}), [OTHER_KEY]))],
    [
      'signed under our name by another key',
      'PACK_SIGNER',
      () => note(noteOf(manifestText({}), [{ ...KEY, seed: OTHER_KEY.seed }])),
    ],
    ['whose manifest was altered', 'PACK_SIGNATURE', () => note(noteOf(manifestText({})).replace('1.0.0', '9.0.0'))],
    [
      'with a signature of another text',
      'PACK_SIGNATURE',
      () => note(manifestText({ sequence: 9 }) + noteOf(manifestText({})).slice(manifestText({}).length)),
    ],
    ['with a file taken away', 'PACK_STRIPPED', () => unlinkSync(join(pack, 'access/only-declared/policy.yaml'))],
    ['with a file put in', 'PACK_UNLISTED', () => put('access/second/policy.yaml', BOMB)],
    ['with a waiver put in', 'PACK_PATH', () => put('waivers/free.yaml', BOMB)],
    ['that is the source of one', 'PACK_PATH', () => put('pack.yaml', BOMB)],
    ['with a script put in', 'PACK_PATH', () => put('access/only-declared/run.sh', BOMB)],
    ['with a hidden file put in', 'PACK_PATH', () => put('.hidden', BOMB)],
    ['with a deeper folder put in', 'PACK_PATH', () => put('access/only-declared/more/policy.yaml', BOMB)],
    [
      'that was built and never signed',
      'PACK_UNSIGNED',
      () => {
        rmSync(join(pack, 'pack.note'));
        put('pack.json', manifestText({}));
      },
    ],
    ['with the unsigned manifest left in', 'PACK_PATH', () => put('pack.json', manifestText({}))],
    ['with a policy replaced', 'PACK_DIGEST', () => put('access/only-declared/policy.yaml', BOMB)],
    [
      'with a policy of the same length replaced',
      'PACK_DIGEST',
      () => put('access/only-declared/policy.yaml', POLICY.replace('false', 'true ')),
    ],
    ['with a policy that is a link', 'PACK_LINK', () => linked('access/only-declared/policy.yaml')],
    ['with a folder that is a link', 'PACK_LINK', () => linked('access')],
    ['whose manifest is a link', 'PACK_LINK', () => linked('pack.note')],
    ['with a link to nothing', 'PACK_LINK', () => symlinkSync('/nowhere', join(pack, 'README.md.link'))],
    ['with a pipe for a policy', 'PACK_LINK', () => piped('access/only-declared/policy.yaml')],
    ['with a pipe for a manifest', 'PACK_LINK', () => piped('pack.note')],
    [
      'with a policy of two megabytes',
      'PACK_TOO_LARGE',
      () => truncateSync(join(pack, 'access/only-declared/policy.yaml'), 2 * PACK_LIMITS.fileBytes),
    ],
    [
      'with a manifest of two megabytes',
      'PACK_TOO_LARGE',
      () => truncateSync(join(pack, 'pack.note'), 2 * PACK_LIMITS.fileBytes),
    ],
    ['with a terabyte of holes', 'PACK_TOO_LARGE', () => truncateSync(join(pack, 'README.md'), 2 ** 40)],
    [
      'with too many files',
      'PACK_TOO_LARGE',
      () => {
        for (let at = 0; at <= PACK_LIMITS.files; at++) put(`access/p${at}/policy.yaml`, '');
      },
    ],
  ])('%s is refused (%s)', (_what, code, attack) => {
    writeMade(pack);
    attack();
    expect(refusal(pack)).toBe(code);
  });

  it.each<[string, string]>([
    ['leads upwards', '../outside/policy.yaml'],
    ['is absolute', '/etc/passwd'],
    ['leads upwards from within', 'access/../../outside'],
    ['has a backslash', 'access\\only\\policy.yaml'],
    ['has a null', 'access/only-declared/policy.yaml\u0000'],
    ['is empty', ''],
    ['differs by case', 'Access/only-declared/policy.yaml'],
    ['looks alike', 'аccess/only-declared/policy.yaml'],
    ['is the manifest itself', 'pack.note'],
  ])('whose signed manifest lists a path that %s is refused', (_what, path) => {
    const text = manifestText({}).replace('"access/only-declared/policy.yaml"', JSON.stringify(path));
    expect(refusal(writeMade(pack, {}, noteOf(text)))).toBe('PACK_MANIFEST');
  });

  it.each<[string, (text: string) => string]>([
    ['has white space', (text) => text.replace(',"format"', ', "format"')],
    ['has its members in another order', (text) => text.replace(/^\{("files".*?\]),("format":"[^"]+"),/, '{$2,$1,')],
    ['has a member twice', (text) => text.replace('"name":"sample"', '"name":"other","name":"sample"')],
    ['has an escape that needs none', (text) => text.replace('"sample"', '"s\\u0061mple"')],
    ['has a member that nobody knows', (text) => text.replace('"version"', '"unknown":1,"version"')],
    ['lists a file twice', (text) => text.replace(/"files":\[(\{[^}]+\})/, '"files":[$1,$1')],
    ['lists files in another order', (text) => text.replace(/"files":\[(\{[^}]+\}),(\{[^}]+\})/, '"files":[$2,$1')],
    ['speaks of another format', (text) => text.replace('probity-pack/v1', 'probity-pack/v2')],
    ['is no JSON', (text) => text.slice(2)],
    ['is a list', () => '[]\n'],
    ['sets a prototype', (text) => text.replace('"version"', '"__proto__":{"a":1},"version"')],
  ])('whose signed manifest %s is refused', (_what, change) => {
    const text = change(manifestText({}));
    expect(text).not.toBe(manifestText({}));
    expect(refusal(writeMade(pack, {}, noteOf(text)))).toBe('PACK_MANIFEST');
  });

  it('that is a link itself, or not there, is refused', () => {
    writeMade(join(scratch, 'elsewhere'));
    symlinkSync(join(scratch, 'elsewhere'), pack);
    expect(refusal(pack)).toBe('PACK_LINK');
    expect(refusal(join(scratch, 'nothing'))).toBe('PACK_UNREADABLE');
  });

  it('is refused where nobody is trusted, and a key of another form is named', () => {
    writeMade(pack);
    expect(refusal(pack, [])).toBe('PACK_SIGNER');
    expect(refusal(pack, ['sample+00000000+AAAA'])).toBe('SIGNER_KEY');
  });

  it('with a good signature beside a broken one of another trusted key is refused', () => {
    const broken = noteOf(manifestText({ sequence: 2 }), [OTHER_KEY]).split('\n\n')[1] ?? '';
    writeMade(pack, {}, noteOf(manifestText({})) + broken);
    expect(refusal(pack, [...TRUSTED, vkeyOf(OTHER_KEY)])).toBe('PACK_SIGNATURE');
    expect(refusal(pack)).toBe('taken');
  });

  it('is refused whichever byte of it is changed', () => {
    writeMade(pack);
    const paths = ['pack.note', ...Object.keys(FILES)];
    const change = fc.record({ path: fc.constantFrom(...paths), at: fc.nat(), to: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(change, ({ path, at, to }) => {
        const good = readFileSync(join(pack, path));
        const bad = Buffer.from(good);
        bad[at % bad.length] = (bad[at % bad.length] as number) ^ to;
        writeFileSync(join(pack, path), bad);
        const code = refusal(pack);
        writeFileSync(join(pack, path), good);
        expect(code).toMatch(/^PACK_/);
      }),
      { numRuns: 400 },
    );
    expect(refusal(pack)).toBe('taken');
  });

  function note(text: string): void {
    writeFileSync(join(pack, 'pack.note'), text);
  }

  function put(path: string, text: string): void {
    mkdirSync(join(pack, path, '..'), { recursive: true });
    writeFileSync(join(pack, path), text);
  }

  function linked(path: string): void {
    renameSync(join(pack, path), join(scratch, 'moved'));
    symlinkSync(join(scratch, 'moved'), join(pack, path));
  }

  function piped(path: string): void {
    unlinkSync(join(pack, path));
    execFileSync('mkfifo', [join(pack, path)]);
  }
});

describe('an upgrade', () => {
  const second = { version: '1.1.0', sequence: 2 };
  const plan = (made: MadePack, keys = [KEY], trusted = TRUSTED, replaceSigner?: string) => {
    writeMade(join(scratch, 'next'), made, noteOf(manifestText(made), keys));
    const succession = replaceSigner === undefined ? {} : { replaceSigner };
    return () => planPack('upgrade', join(scratch, 'next'), target(trusted), succession);
  };
  const BOTH = [vkeyOf(OTHER_KEY), ...TRUSTED];

  beforeEach(() => install(second, pack));

  it.each<[string, MadePack]>([
    ['an older sequence', { version: '2.0.0', sequence: 1 }],
    ['the same sequence with other bytes', { version: '1.2.0', sequence: 2 }],
    ['the same pack again', second],
    ['a later sequence with an older version', { version: '1.0.9', sequence: 3 }],
    ['a later sequence with a version before the release', { version: '1.1.0-rc.1', sequence: 3 }],
  ])('to %s is refused', (_what, made) => {
    expect(plan(made)).toThrow(expect.objectContaining({ code: 'PACK_DOWNGRADE' }));
  });

  it('to a later release by the same key is taken', () => {
    expect(plan({ version: '1.1.1', sequence: 3 })().pack.manifest.sequence).toBe(3);
  });

  it('by another key is refused, also where that key is trusted', () => {
    const third = { version: '1.2.0', sequence: 3 };
    expect(plan(third, [OTHER_KEY])).toThrow(expect.objectContaining({ code: 'PACK_SIGNER' }));
    expect(plan(third, [OTHER_KEY], BOTH)).toThrow(expect.objectContaining({ code: 'PACK_SIGNER_REPLACED' }));
    expect(plan(third, [OTHER_KEY], BOTH, vkeyOf(KEY))).toThrow(
      expect.objectContaining({ code: 'PACK_SIGNER_REPLACED' }),
    );
    expect(plan(third, [OTHER_KEY], BOTH, vkeyOf(OTHER_KEY))().pack.signer).toBe(vkeyOf(OTHER_KEY));
  });

  it('that both keys signed stays with the key of the lock', () => {
    expect(plan({ version: '1.2.0', sequence: 3 }, [OTHER_KEY, KEY], BOTH)().pack.signer).toBe(vkeyOf(KEY));
  });

  it('of a pack that is not installed is refused, and so is adding one that is', () => {
    expect(plan({ name: 'another' })).toThrow(expect.objectContaining({ code: 'PACK_NOT_INSTALLED' }));
    writeMade(join(scratch, 'again'), { version: '3.0.0', sequence: 9 });
    expect(refusal(join(scratch, 'again'))).toBe('PACK_INSTALLED');
  });
});

describe('an installed pack', () => {
  const place = () => join(policyFolder, 'packs/sample/1.0.0');

  beforeEach(() => install({}, pack));

  it.each<[string, string, () => void]>([
    ['changed', 'PACK_DIGEST', () => writeFileSync(join(place(), 'README.md'), '# Changed\n')],
    ['thinned out', 'PACK_STRIPPED', () => rmSync(join(place(), 'access'), { recursive: true })],
    ['added to', 'PACK_UNLISTED', () => writeFileSync(join(place(), 'access/only-declared/cases.yaml'), '')],
    ['taken away', 'PACK_UNREADABLE', () => rmSync(place(), { recursive: true })],
    [
      'signed anew by somebody else',
      'PACK_SIGNER',
      () => writeMade(place(), {}, noteOf(manifestText({}), [OTHER_KEY])),
    ],
    ['exchanged for another release', 'PACK_LOCK', () => writeMade(place(), { version: '9.0.0', sequence: 9 })],
  ])('that was %s stops the loading of policies (%s)', (_what, code, attack) => {
    attack();
    expect(() => policyFiles([policyFolder])).toThrow(expect.objectContaining({ code }));
  });

  it('counts only as its lock names it', () => {
    mkdirSync(join(policyFolder, 'packs/planted/1.0.0/access/free'), { recursive: true });
    writeFileSync(join(policyFolder, 'packs/planted/1.0.0/access/free/policy.yaml'), POLICY);
    expect(policyFiles([policyFolder]).map(({ name }) => name)).toEqual([
      'packs/sample/1.0.0/access/only-declared/policy.yaml',
    ]);
  });

  it('is not loaded under a lock that was tampered with', () => {
    const lock = join(policyFolder, 'packs.lock.yaml');
    const text = readFileSync(lock, 'utf8');
    writeFileSync(lock, text.replace('version: "1.0.0"', 'version: "../../.."'));
    expect(() => policyFiles([policyFolder])).toThrow(DocumentError);
    writeFileSync(lock, text + text.slice(text.indexOf('  - name')));
    expect(() => policyFiles([policyFolder])).toThrow(DocumentError);
    writeFileSync(lock, text.replace(/sha256:\w{4}/, 'sha256:0000'));
    expect(() => policyFiles([policyFolder])).toThrow(expect.objectContaining({ code: 'PACK_LOCK' }));
  });
});
