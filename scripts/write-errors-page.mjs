// Writes docs/errors.md from the *.errors.ts files: a code and one sentence each, by folder.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function* filesUnder(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else if (name.endsWith('.errors.ts')) yield path;
  }
}

const CODE = /^ {2}([A-Z][A-Z0-9_]+):\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/gm;

const sections = [...filesUnder('src')].map((file) => {
  const folder = file.replace(/^src\//, '').replace(/\/[^/]+$/, '');
  const rows = [...readFileSync(file, 'utf8').matchAll(CODE)].map(
    ([, code, single, double]) => `| \`${code}\` | ${(single ?? double).replaceAll("\\'", "'")} |`,
  );
  return rows.length === 0 ? '' : `## ${folder}\n\n| code | what it means |\n|---|---|\n${rows.join('\n')}\n`;
});

writeFileSync(
  'docs/errors.md',
  `# Errors\n\nEvery error says a code, what was found, what was expected, where, and what to do next. Codes do not change their meaning.\nMistakes in documents are listed all at once, each with file, line and column.\n\n${sections.filter(Boolean).join('\n')}`,
);
