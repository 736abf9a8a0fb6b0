// Compiles every source of the product except its specs into dist, file by file. It checks no types; `npm run types` does.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

rmSync('dist', { recursive: true, force: true });
const sources = readdirSync('src', { recursive: true }).filter((name) => /(?<!\.spec)\.ts$/.test(name));
await Promise.all(sources.map(compile));

async function compile(name) {
  const file = join('dist', name.replace(/\.ts$/, '.js'));
  const source = join('src', name);
  const { code, map } = await transformFile(source, { sourceFileName: relative(dirname(file), source) });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${code}\n//# sourceMappingURL=${file.replace(/.*[\\/]/, '')}.map`);
  writeFileSync(`${file}.map`, map);
}
