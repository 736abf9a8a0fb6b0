import { relative } from 'node:path';
import { loadDatasets, sourcesOf } from '../registers/datasets/index.js';
import { loadDestinations } from '../registers/destinations/index.js';
import { loadLegalProfiles } from '../registers/legal-profiles/index.js';
import { loadPlugins } from '../registers/plugins/index.js';
import { loadPolicies } from '../registers/policies/index.js';
import { loadPurposes } from '../registers/purposes/index.js';
import { loadTaxonomy } from '../registers/taxonomy/index.js';
import type { Settings } from '../settings/index.js';
import type { Registers } from './parts.js';

/** Reads everything that is declared, in the order in which one register may name another. */
export function loadRegisters({ registers, policyFolders, pluginFolders, region }: Settings): Registers {
  const taxonomy = loadTaxonomy();
  const destinations = loadDestinations(registers.destinations);
  const purposes = loadPurposes(registers.purposes, { taxonomy, destinations });
  const datasets = loadDatasets(registers.datasets, taxonomy);
  const profiles = loadLegalProfiles(registers.legalProfiles);
  const plugins = loadPlugins(pluginFolders);
  // Places are named from where one works: a report must not tell how a machine is laid out.
  const folders = policyFolders.map((folder) => relative(process.cwd(), folder) || '.');
  const policies = loadPolicies(folders, { taxonomy, purposes, destinations, datasets, plugins });
  return Object.freeze({
    taxonomy,
    purposes,
    destinations,
    datasets,
    sources: sourcesOf(datasets),
    plugins,
    policies,
    legalProfiles: [...profiles.values()].map(({ name, version, digest }) => ({ name, version, digest })),
    regionCountries: profiles.regionCountries(region),
    digests: {
      purposes: purposes.digest,
      destinations: destinations.digest,
      datasets: datasets.digest,
      legalProfiles: profiles.digest,
      plugins: plugins.digest,
      policies: policies.digest,
    },
  });
}
