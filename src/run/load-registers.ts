import { overriddenDatasets } from '../classification/index.js';
import { loadDatasets, sourcesOf } from '../registers/datasets/index.js';
import { loadDestinations } from '../registers/destinations/index.js';
import { legalConstants, loadLegalProfiles } from '../registers/legal-profiles/index.js';
import { loadOwnRules } from '../registers/own-rules/index.js';
import { loadPlugins } from '../registers/plugins/index.js';
import { loadPurposes } from '../registers/purposes/index.js';
import { loadTaxonomy } from '../registers/taxonomy/index.js';
import type { Settings } from '../settings/index.js';
import { policiesInForce, type ReadFolders } from './in-force/index.js';
import type { Registers } from './parts.js';

/** Reads everything that is declared, in the order in which one register may name another; policies as of `at`. */
export function loadRegisters(settings: Settings, at: number = Date.now(), read?: ReadFolders): Registers {
  const { known, profiles } = loadNamed(settings);
  const { taxonomy, purposes, destinations, datasets, plugins, constants } = known;
  const { policies, origin } = policiesInForce(settings, known, at, read);
  const ownRules = loadOwnRules(settings.ownRules, taxonomy.categories);
  return Object.freeze({
    taxonomy,
    purposes,
    destinations,
    datasets,
    sources: sourcesOf(datasets),
    plugins,
    policies,
    policyOrigin: origin,
    ownRules,
    constants,
    legalProfiles: [...profiles.values()].map(({ name, version, digest }) => ({ name, version, digest })),
    regionCountries: profiles.regionCountries(settings.region),
    digests: {
      purposes: purposes.digest,
      destinations: destinations.digest,
      datasets: datasets.digest,
      legalProfiles: profiles.digest,
      plugins: plugins.digest,
      policies: policies.digest,
      ...(ownRules === null ? {} : { ownRules: ownRules.digest }),
    },
  });
}

/** What policies may name, without the policies: read also where these do not load. */
export function loadNamed({ registers, pluginFolders }: Settings) {
  const taxonomy = loadTaxonomy();
  const destinations = loadDestinations(registers.destinations);
  const purposes = loadPurposes(registers.purposes, { taxonomy, destinations });
  const datasets = overriddenDatasets(loadDatasets(registers.datasets, taxonomy), taxonomy);
  const profiles = loadLegalProfiles(registers.legalProfiles);
  const plugins = loadPlugins(pluginFolders);
  const constants = legalConstants(profiles.values());
  return { known: { taxonomy, purposes, destinations, datasets, plugins, constants }, profiles };
}
