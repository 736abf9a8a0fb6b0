import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readYaml } from '../../src/documents/index.js';
import { probeIsolation } from '../../src/isolation/index.js';
import { buildPlugin } from '../../src/registers/plugins/index.js';
import { type Governance, type OpenedGovernance, openGovernance, type World } from '../../src/run/index.js';
import { settingsOf } from '../../src/settings/index.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A company's deployment in a folder of its own: real state, keys, log, data engine and sandbox. */
export interface Deployment {
  readonly folder: string;
  readonly governance: Governance;
  /** Opens the same folder again, as a new process would. */
  reopen(world?: World): Promise<Deployment>;
  close(): Promise<void>;
  remove(): Promise<void>;
}

export interface DeploymentOptions {
  /** Folders of registers besides those of the tests. */
  readonly config?: string;
  readonly policies?: string;
  readonly world?: World;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The three plugins of the release, built once for all journeys of a process. */
let plugins: Promise<string> | undefined;

function builtPlugins(): Promise<string> {
  plugins ??= buildAll();
  return plugins;
}

async function buildAll(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'probity-plugins-'));
  const { highest } = await probeIsolation();
  for (const name of ['k-means', 'rfm', 'rules']) {
    await buildPlugin(join(root, 'plugins', name), join(out, name), highest);
  }
  return out;
}

export async function deploy(options: DeploymentOptions = {}): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'probity-journey-'));
  cpSync(options.policies ?? join(root, 'policies'), join(folder, 'policies'), { recursive: true });
  return opened(folder, options);
}

async function opened(folder: string, options: DeploymentOptions): Promise<Deployment> {
  const config = options.config ?? join(root, 'test/journeys/config');
  const file = join(folder, 'probity.yaml');
  const settings = {
    apiVersion: 'probity/v1',
    kind: 'Settings',
    environment: 'production',
    stateFolder: 'state',
    outFolder: 'out',
    registers: {
      purposes: [join(config, 'purposes')],
      destinations: [join(config, 'destinations')],
      datasets: [join(config, 'datasets')],
      legalProfiles: [join(root, 'config/legal-profiles')],
    },
    policyFolders: ['policies'],
    pluginFolders: [await builtPlugins()],
    localOperator: { team: 'analytics', trainedUntil: '2099-01-01' },
    ...options.settings,
  };
  writeFileSync(file, JSON.stringify(settings));
  const engine: OpenedGovernance = await openGovernance(settingsOf(file, JSON.stringify(settings)), options.world);
  return {
    folder,
    governance: engine.governance,
    reopen: (world) => opened(folder, { ...options, ...(world ? { world } : {}) }),
    close: () => engine.close(),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An ask as a file would hold it. */
export function ask(value: Readonly<Record<string, unknown>>) {
  const head = { apiVersion: 'probity/v1', kind: 'SegmentationRequest' };
  return readYaml('request.yaml', JSON.stringify({ ...head, ...value }));
}
