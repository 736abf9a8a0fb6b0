// Builds the plugins of the release into dist/plugins. With --write, their digests become the committed release manifest.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPlugin } from '../dist/registers/plugins/index.js';

const names = readdirSync('plugins').filter((name) => existsSync(join('plugins', name, 'plugin.ts')));
const built = await Promise.all(names.map((name) => buildPlugin(join('plugins', name), join('dist/plugins', name), 0)));
if (process.argv.includes('--write')) {
  const plugins = Object.fromEntries(built.map(({ name, digest }) => [name, digest]));
  writeFileSync(
    'plugins/release-manifest.json',
    `${JSON.stringify({ apiVersion: 'probity/v1', kind: 'ReleaseManifest', plugins }, null, 2)}\n`,
  );
}
