import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCommand } from './index.js';

const FOREIGN = new URL('../../../../shared/data/tlog/log', import.meta.url).pathname;
const KEY = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';

async function said(...args: string[]) {
  const texts: string[] = [];
  const code = await verifyCommand(args, (text) => void texts.push(text));
  return { code, text: texts.join('') };
}

describe('the command of the verifier', () => {
  it.each([[[]], [['folder']], [['--key', KEY]], [['a', 'b', '--key', KEY]], [['a', '--key', KEY, '--what']]])(
    'shows its usage and ends with 1 for the arguments %j',
    async (args) => {
      const { code, text } = await said(...args);
      expect(code).toBe(1);
      expect(text).toContain('--key VKEY');
    },
  );

  it('ends with 2 when a log is broken, and names the file', async () => {
    const { code, text } = await said('/nonexistent', '--key', KEY);
    expect(code).toBe(2);
    expect(text).toBe('BROKEN: 1 findings\n  checkpoint: checkpoint: the file is missing or cannot be read\n');
  });

  (existsSync(FOREIGN) ? describe : describe.skip)(
    'on the log of another implementation (needs ../shared/data/tlog)',
    () => {
      it('ends with 0, in words and as JSON, with the key given or in a file', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'probity-command-'));
        await writeFile(join(folder, 'vkey'), `${KEY}\n`);
        const words = await said(FOREIGN, '--key', KEY);
        expect(words.code).toBe(0);
        expect(words.text).toContain('intact: example.com/log/testdata with 15 entries');
        const json = await said(
          FOREIGN,
          '--key',
          join(folder, 'vkey'),
          '--json',
          '--since',
          join(FOREIGN, 'checkpoint.7'),
        );
        expect(JSON.parse(json.text)).toMatchObject({ kind: 'intact', size: 15, runs: 0 });
        await rm(folder, { recursive: true });
      });
    },
  );
});
