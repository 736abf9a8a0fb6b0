import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DocumentError, packageRoot } from '../documents/index.js';
import { describeSettings, loadSettings, settingsOf, settingsPage } from './index.js';

const HEAD = 'apiVersion: probity/v1\nkind: Settings\n';
const at = '/srv/shop/config/probity.yaml';

describe('settings', () => {
  it('are complete when the file says nothing', () => {
    const settings = settingsOf(at, HEAD);
    expect(settings).toMatchObject({
      environment: 'production',
      stateFolder: '/srv/shop/state',
      outFolder: '/srv/shop/out',
      registers: { purposes: ['/srv/shop/config/purposes'], legalProfiles: ['/srv/shop/config/legal-profiles'] },
      policyFolders: ['/srv/shop/policies'],
      pluginFolders: ['/srv/shop/dist/plugins'],
      holdDays: 14,
      localOperator: { trainedUntil: null },
    });
    expect(Object.isFrozen(settings.engine)).toBe(true);
  });

  it('may be given in part, within a group too', () => {
    const settings = settingsOf(at, `${HEAD}engine: { threads: 8 }\nlocalOperator: { trainedUntil: 2027-06-30 }\n`);
    expect(settings.engine).toEqual({ threads: 8, memoryMb: 1200 });
    expect(settings.localOperator).toEqual({ team: 'data-team', trainedUntil: Date.UTC(2027, 5, 30) });
  });

  it('keep an absolute folder as it is', () => {
    expect(settingsOf(at, `${HEAD}stateFolder: /var/lib/probity\n`).stateFolder).toBe('/var/lib/probity');
  });

  it('say all mistakes at once, each with its place', () => {
    const text = `${HEAD}enviroment: production\nholdDays: 0\nengine:\n  threads: many\nlocalOperator: { trainedUntil: 2027-02-30 }\n`;
    const read = () => settingsOf(at, text);
    expect(read).toThrow(DocumentError);
    const { diagnostics } = caught(read);
    expect(diagnostics.map(({ code, line, path }) => [code, line, path])).toEqual([
      ['UNKNOWN_KEY', 3, 'enviroment'],
      ['OUT_OF_RANGE', 4, 'holdDays'],
      ['WRONG_TYPE', 6, 'engine.threads'],
      ['OUT_OF_RANGE', 7, 'localOperator.trainedUntil'],
    ]);
    expect(diagnostics[0]?.nearest).toBe('environment');
  });

  it('refuse a file that is not there, with a code', () => {
    expect(() => loadSettings('/nowhere/probity.yaml')).toThrow(expect.objectContaining({ code: 'SETTINGS_MISSING' }));
  });

  it('each have a sentence and, all but the training, a default', () => {
    const described = describeSettings();
    expect(described.length).toBeGreaterThan(15);
    expect(described.filter(({ description }) => !/^[A-Z].{10,}\.$|^[A-Z].*absent\.$/.test(description))).toEqual([]);
    const without = described.filter(({ byDefault }) => byDefault === undefined).map(({ path }) => path);
    expect(without).toEqual(['localOperator.trainedUntil']);
  });

  // UPDATE_SETTINGS=1 writes the page down after a change.
  it('are on the page as they are', () => {
    const page = fileURLToPath(new URL('docs/settings.md', packageRoot()));
    if (process.env['UPDATE_SETTINGS']) writeFileSync(page, settingsPage());
    expect(readFileSync(page, 'utf8')).toBe(settingsPage());
  });

  it('of the release can be read', () => {
    const settings = loadSettings(fileURLToPath(new URL('config/probity.yaml', packageRoot())));
    expect(settings.localOperator.trainedUntil).not.toBeNull();
  });
});

function caught(read: () => unknown): DocumentError {
  try {
    read();
  } catch (error) {
    if (error instanceof DocumentError) return error;
  }
  throw new Error('nothing was thrown');
}
