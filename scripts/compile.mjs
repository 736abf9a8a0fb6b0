// Compiles every source of the product except its specs into dist, file by file, as nest-cli.json says. It checks no types;
// `npm run types` does. Nest's own command line does the same in many times the time and half the packages of an install.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

const { sourceRoot, compilerOptions } = JSON.parse(readFileSync('nest-cli.json', 'utf8'));
const { swcrcPath } = compilerOptions.builder.options;
if (compilerOptions.deleteOutDir) rmSync('dist', { recursive: true, force: true });
const sources = readdirSync(sourceRoot, { recursive: true }).filter((name) => /(?<!\.spec)\.ts$/.test(name));
await Promise.all(sources.map(compile));

async function compile(name) {
  const file = join('dist', name.replace(/\.ts$/, '.js'));
  const source = join(sourceRoot, name);
  const options = { configFile: swcrcPath, sourceFileName: relative(dirname(file), source) };
  const { code, map } = await transformFile(source, options);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${code}\n//# sourceMappingURL=${file.replace(/.*[\\/]/, '')}.map`);
  writeFileSync(`${file}.map`, map);
}
