import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './source-tree.js';

const files = ['src', 'plugins', 'policies', 'config', 'docs', 'test'].flatMap((folder) =>
  filesUnder(folder, ['.ts', '.mjs', '.md', '.yaml', '.json', '.rego', '.sh', '.go']),
);

describe('what is written', () => {
  it('names no machine, no session and no registry host', () => {
    const banned =
      /\/work\/|\/root\/|\/tmp\/[a-z]+-\d|registry\.npmjs\.org|proxy\.golang\.org|pypi\.org|deb\.debian\.org/;
    const found = files.flatMap(({ path, text }) =>
      banned.test(text) && !path.endsWith('words.test.ts') ? [path] : [],
    );
    expect(found).toEqual([]);
  });
});

describe('errors', () => {
  const declared = filesUnder('src', ['.errors.ts']).flatMap(({ text }) =>
    [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, code]) => code as string),
  );
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, code]) => code as string);

  it('are all documented in docs/errors.md, and every documented one exists', () => {
    expect([...new Set(documented)].sort()).toEqual([...new Set(declared)].sort());
  });
});

describe('folders', () => {
  it('are all described in docs/architecture.md', async () => {
    const { ORDER } = await import('./source-tree.js');
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const used = ORDER.filter((folder) =>
      filesUnder('src', ['.ts']).some(({ path }) => path.startsWith(`src/${folder}/`)),
    );
    expect(used.filter((folder) => !page.includes(`### ${folder}`))).toEqual([]);
  });
});
