// Builds the program only when a source has changed, so that `npm run demo` works right after `npm ci`, an edit or a pull.
// Declarations are for those who write plugins: `npm run build` adds them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['package-lock.json', 'package.json', 'nest-cli.json', '.swcrc', 'scripts', 'src', 'plugins'];
const STAMP = 'dist/.sources';

function* filesUnder(path) {
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(source)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const digest = digestOfSources();
const built = !process.argv.includes('--always') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
if (!built) {
  process.stderr.write('building probity …\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build:program'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, digest);
}
