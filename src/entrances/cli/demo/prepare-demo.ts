import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../../documents/index.js';
import { entranceError } from '../entrances.errors.js';
import { generateShop, type ShopFiles } from './shop/index.js';

const MARK = '.probity-demo';
const SEED = 7;
const DAY_MS = 86_400_000;

/** Where the demo keeps its things. */
export interface DemoFolder {
  readonly folder: string;
  readonly settings: string;
  readonly files: ShopFiles;
}

/** Makes the demo's company in a folder of its own: a shop, registers, policies and settings. A former demo is replaced. */
export function prepareDemo(folder: string): DemoFolder {
  clear(folder);
  const release = fileURLToPath(packageRoot());
  cpSync(join(release, 'policies'), join(folder, 'policies'), { recursive: true });
  cpSync(join(release, 'config'), join(folder, 'config'), { recursive: true });
  const dataset = join(folder, 'config/datasets/shop.yaml');
  writeFileSync(dataset, readFileSync(dataset, 'utf8').replaceAll('../../demo/shop/', '../../shop/'));
  const settings = join(folder, 'config/probity.yaml');
  writeFileSync(settings, settingsText(release));
  writeRequests(join(folder, 'requests'));
  const files = generateShop(join(folder, 'shop'), { seed: SEED, asOf: Math.floor(Date.now() / DAY_MS) * DAY_MS });
  return { folder, settings, files };
}

function clear(folder: string): void {
  const foreign = existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK));
  if (foreign) {
    throw entranceError('FILE_EXISTS', {
      found: 'a folder that is not a demo',
      where: folder,
      next: 'Name another one with --folder.',
    });
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARK), '');
}

function settingsText(release: string): string {
  const settings = {
    apiVersion: 'probity/v1',
    kind: 'Settings',
    environment: 'rehearsal',
    stateFolder: '../state',
    outFolder: '../out',
    policyFolders: ['../policies'],
    pluginFolders: [join(release, 'dist/plugins')],
    localOperator: { team: 'customer-insight', trainedUntil: '2099-01-01' },
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The same wish three times: for a foreign receiver, with the proxy, and without it. */
function writeRequests(folder: string): void {
  mkdirSync(folder);
  const columns = ['orders', 'spend', 'bodyCareSpend'];
  const wish = { plugin: 'k-means', dataset: 'shop', purpose: 'loyalty-offers', destination: 'crm', columns };
  const requests = {
    'to-the-ad-network': { ...wish, destination: 'ad-network' },
    'with-body-care': wish,
    'without-body-care': { ...wish, columns: columns.slice(0, 2) },
  };
  for (const [name, request] of Object.entries(requests))
    writeFileSync(join(folder, `${name}.yaml`), requestText(request));
}

function requestText({
  columns,
  ...names
}: { readonly columns: readonly string[] } & Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(names).map(([key, value]) => `${key}: ${value}`);
  const options = 'options: { segments: 4, scaler: z-score }';
  const head = ['apiVersion: probity/v1', 'kind: SegmentationRequest'];
  return `${[...head, ...lines, `columns: [${columns.join(', ')}]`, options, 'seed: 7'].join('\n')}\n`;
}
