import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { buildPlugin } from './index.js';

const plugins = fileURLToPath(new URL('plugins', packageRoot()));

describe('a plugin of the release', () => {
  const out = mkdtempSync(join(tmpdir(), 'probity-plugins-'));
  afterAll(() => rmSync(out, { recursive: true }));

  it.each(['k-means', 'rfm', 'rules'])('%s is built and describes itself inside the sandbox', async (name) => {
    const { manifest, digest } = await buildPlugin(join(plugins, name), join(out, name), 0);
    expect(manifest.name).toBe(name);
    expect(digest).toMatch(/^sha256:/);
  });
});
