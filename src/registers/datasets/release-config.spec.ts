import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { loadDestinations } from '../destinations/index.js';
import { loadPurposes } from '../purposes/index.js';
import { loadTaxonomy } from '../taxonomy/index.js';
import { loadDatasets, rowFacts } from './index.js';

const config = (folder: string) => [fileURLToPath(new URL(`config/${folder}`, packageRoot()))];
const taxonomy = loadTaxonomy();

describe('the registers of the release', () => {
  const destinations = loadDestinations(config('destinations'));
  const purposes = loadPurposes(config('purposes'), { taxonomy, destinations });
  const datasets = loadDatasets(config('datasets'), taxonomy);

  it('fit together', () => {
    expect([...destinations.keys()]).toEqual(['ad-network', 'crm', 'loyalty-partner', 'mail-house']);
    expect([...purposes.keys()]).toEqual([
      'credit-line-review',
      'customer-insight',
      'first-party-advertising',
      'loyalty-offers',
      'newsletter',
      'partner-advertising',
    ]);
    expect([...datasets.keys()]).toEqual(['shop']);
  });

  it('are frozen and named by a digest', () => {
    const shop = datasets.get('shop');
    expect(Object.isFrozen(shop?.traits[0])).toBe(true);
    for (const { digest } of [destinations, purposes, datasets]) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(loadDatasets(config('datasets'), taxonomy).digest).toBe(datasets.digest);
  });

  it('let every destination be reached for some purpose', () => {
    const reached = new Set([...purposes.values()].flatMap((purpose) => purpose.destinations));
    expect([...reached].sort()).toEqual([...destinations.keys()]);
  });

  it('know every fact of the row that policies may ask for', () => {
    const shop = datasets.get('shop');
    expect(shop && rowFacts(shop)).toEqual(
      ['jurisdiction', 'age', 'lastActivity', 'consent', 'consentAt', 'objected', 'optedOut', 'restricted'].map(
        (fact) => `row.${fact}`,
      ),
    );
  });
});
