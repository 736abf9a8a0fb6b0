import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { assertUnchanged, buildPlugin, completedOptions, loadPlugins, type RegisteredPlugin } from './index.js';

const sources = fileURLToPath(new URL('plugins', packageRoot()));
const names = readdirSync(sources).filter((name) => existsSync(join(sources, name, 'plugin.ts')));

describe('the plugins of the release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-plugins-'));
  const built: Record<string, RegisteredPlugin> = {};

  beforeAll(async () => {
    for (const name of names) built[name] = await buildPlugin(join(sources, name), join(folder, 'out', name), 0);
  }, 30_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of the committed release manifest; `node scripts/build-plugins.mjs --write` brings it up to date', () => {
    const file = join(sources, 'release-manifest.json');
    const { plugins } = JSON.parse(readFileSync(file, 'utf8'));
    expect(plugins).toEqual(Object.fromEntries(names.map((name) => [name, built[name]?.digest])));
    expect(names.every((name) => built[name]?.builtIn)).toBe(true);
  });

  it('are the same bytes from another folder', async () => {
    cpSync(join(sources, 'k-means'), join(folder, 'deep/down/below/k-means'), { recursive: true });
    const again = await buildPlugin(join(folder, 'deep/down/below/k-means'), join(folder, 'again/k-means'), 0);
    expect(again.digest).toBe(built['k-means']?.digest);
  }, 30_000);

  it('make a register with a digest, by name', () => {
    const register = loadPlugins([join(folder, 'out'), join(folder, 'not-there')]);
    expect([...register.keys()]).toEqual([...names].sort());
    expect(register.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(loadPlugins([join(folder, 'out')]).digest).toBe(register.digest);
  });

  it('are not built in any more once a byte is another', () => {
    cpSync(join(folder, 'out/rules'), join(folder, 'changed/rules'), { recursive: true });
    writeFileSync(join(folder, 'changed/rules/bundle.mjs'), '\n', { flag: 'a' });
    expect(loadPlugins([join(folder, 'changed')]).get('rules')?.builtIn).toBe(false);
    const swapped = { ...(built['rules'] as RegisteredPlugin), bundle: join(folder, 'changed/rules/bundle.mjs') };
    expect(() => assertUnchanged(swapped)).toThrow('PLUGIN_CHANGED');
    expect(() => assertUnchanged(built['rules'] as RegisteredPlugin)).not.toThrow();
  });

  it('are refused twice under one name, under another name, and without a file', () => {
    cpSync(join(folder, 'out/rules'), join(folder, 'renamed/laws'), { recursive: true });
    mkdirSync(join(folder, 'empty/rules'), { recursive: true });
    expect(() => loadPlugins([join(folder, 'out'), join(folder, 'out')])).toThrow('PLUGIN_TWICE');
    expect(() => loadPlugins([join(folder, 'renamed')])).toThrow('PLUGIN_NAME_MISMATCH');
    expect(() => loadPlugins([join(folder, 'empty')])).toThrow('PLUGIN_FOLDER_INVALID');
  });

  it.each([
    ['PLUGIN_MANIFEST_INVALID', { surprise: true }],
    ['PLUGIN_MANIFEST_INVALID', { options: { type: 'object' } }],
    ['PLUGIN_MANIFEST_INVALID', { options: { type: 'object', additionalProperties: false, unheardOf: 1 } }],
    ['PLUGIN_CONTRACT_UNKNOWN', { contract: 99 }],
  ])('are refused with %s for a manifest with %j', (code, change) => {
    const place = join(folder, 'manifests/rules');
    cpSync(join(folder, 'out/rules'), place, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8'));
    writeFileSync(join(place, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
    expect(() => loadPlugins([join(folder, 'manifests')])).toThrow(code);
  });

  it('say what stands in the way of a bundle', async () => {
    const home = join(folder, 'broken');
    mkdirSync(home);
    await expect(buildPlugin(home, join(folder, 'x/broken'), 0)).rejects.toThrow('PLUGIN_FOLDER_INVALID');
    writeFileSync(
      join(home, 'plugin.ts'),
      "import { nothing } from 'a-package-that-nobody-made';\nexport default nothing;\n",
    );
    await expect(buildPlugin(home, join(folder, 'x/broken'), 0)).rejects.toThrow(/PLUGIN_BUILD_FAILED.*plugin\.ts:1/);
  });
});

describe('the options of a plugin', () => {
  const options = {
    type: 'object',
    properties: { size: { type: 'integer', default: 5 }, name: { type: 'string' } },
    required: ['name'],
    additionalProperties: false,
  };
  const plugin = { name: 'some', options };

  it('come with their defaults, frozen, and leave what was asked as it was', () => {
    const asked = { name: 'x' };
    expect(completedOptions(plugin, asked)).toEqual({ name: 'x', size: 5 });
    expect(Object.isFrozen(completedOptions(plugin, asked))).toBe(true);
    expect(asked).toEqual({ name: 'x' });
  });

  it.each([[{}], [{ name: 1 }], [{ name: 'x', sise: 1 }], [JSON.parse('{"name":"x","__proto__":{"size":1}}')]])(
    'are refused when they are %j',
    (asked) => {
      expect(() => completedOptions(plugin, asked)).toThrow('PLUGIN_OPTIONS_INVALID');
    },
  );
});
