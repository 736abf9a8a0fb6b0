import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigningKey, readSigningKey } from './index.js';

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pack-work-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('a signing key', () => {
  it('is written for its owner alone, and read again', async () => {
    const file = join(scratch, 'signing.key');
    const made = await makeSigningKey(file, 'company.example/packs');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readSigningKey(file).verifierKey).toBe(made.verifierKey);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^PRIVATE\+KEY\+company\.example\/packs\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}\n$/,
    );
  });

  it('never overwrites a file', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    await expect(makeSigningKey(file, 'two')).rejects.toThrow(expect.objectContaining({ code: 'PACK_KEY_EXISTS' }));
    expect(readSigningKey(file).name).toBe('one');
  });

  it('that others can read is refused', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    chmodSync(file, 0o640);
    expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY_READABLE' }));
  });

  it.each(['', 'PRIVATE+KEY+one+00000000+AAAA', 'one+12345678+AAAA', 'x'.repeat(500)])(
    'of another form is refused without being shown: %#',
    (text) => {
      const file = join(scratch, 'signing.key');
      writeFileSync(file, text, { mode: 0o600 });
      expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY' }));
    },
  );

  it('whose id was altered is refused, and no error holds the secret', async () => {
    const file = join(scratch, 'signing.key');
    await makeSigningKey(file, 'one');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'));
    const secret = text.split('+').at(-1)?.trim() ?? '';
    expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'PACK_KEY' }));
    try {
      readSigningKey(file);
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    }
  });

  it('has no name with spaces or plus signs', async () => {
    await expect(makeSigningKey(join(scratch, 'k'), 'a+b')).rejects.toThrow(
      expect.objectContaining({ code: 'PACK_KEY' }),
    );
  });
});
