import type { Facts } from '../conditions/index.js';
import type { QuasiIdentifierPlan } from '../engines/index.js';
import { hierarchyOf } from '../registers/datasets/index.js';
import type { Permit } from '../stages/decision/index.js';
import type { PreparationInput } from '../stages/preparation/index.js';
import type { ReportContext } from '../stages/release/index.js';
import { OUTSIDE, type SegmentationRequest, takenColumns } from '../stages/request/index.js';
import { constantsUsed } from './constants-used.js';
import { destinationBody, purposeBody } from './entries.js';
import { askedColumns, gatherFacts } from './gather.js';
import type { Parts } from './parts.js';
import { familyOf } from './run-records.js';

/** The facts of a run, with what the state knows about earlier ones. */
export async function gather(parts: Parts, request: SegmentationRequest): Promise<Facts> {
  const { registers, records, settings } = parts;
  const plugin = registers.plugins.get(request.plugin);
  return gatherFacts({
    request,
    ...named(parts, request),
    plugin: { gives: plugin?.manifest.gives ?? 'labels', builtIn: plugin?.builtIn ?? false },
    isolationLevel: isolationOf(parts, request) ?? 0,
    environment: settings.environment,
    regionCountries: registers.regionCountries,
    attemptsJudged: await records.judgedBefore(familyOf(request)),
    waiverUses: await usesOfEveryWaiver(parts, request.run),
    durations: registers.policies.durations,
  });
}

// A waiver that was never used has used up nothing: that is known, and must not read as unknown.
async function usesOfEveryWaiver({ registers, records }: Parts, except: string): Promise<ReadonlyMap<string, number>> {
  const uses = await records.waiverUses(except);
  return new Map(registers.policies.waivers.map(({ id }) => [id, uses.get(id) ?? 0]));
}

function named({ registers }: Parts, request: SegmentationRequest) {
  // Admission has checked that every name is one of a register.
  const purpose = registers.purposes.get(request.purpose) as NonNullable<ReturnType<typeof registers.purposes.get>>;
  const dataset = registers.datasets.get(request.dataset) as NonNullable<ReturnType<typeof registers.datasets.get>>;
  const destination = registers.destinations.get(request.destination) as NonNullable<
    ReturnType<typeof registers.destinations.get>
  >;
  return { purpose, dataset, destination };
}

/** The sandbox level that the run will have; null when labels were made outside. */
export function isolationOf({ levels }: Parts, request: SegmentationRequest): number | null {
  return request.plugin === OUTSIDE ? null : levels.highest;
}

/** The columns asked for with their categories, as the decision covers them. */
export function askedOf(parts: Parts, request: SegmentationRequest) {
  return askedColumns(named(parts, request).dataset, takenColumns(request)).map(({ name, categories }) => ({
    name,
    categories,
  }));
}

/** How the columns of a k-anonymous table are recoded; none where no table is asked for. */
export function recodingPlans(parts: Parts, request: SegmentationRequest): readonly QuasiIdentifierPlan[] {
  const { dataset } = named(parts, request);
  const asked = request.release?.kAnonymous.columns ?? [];
  const types = new Map(askedColumns(dataset, asked).map(({ name, type }) => [name, type]));
  return asked.flatMap((column) => {
    const type = types.get(column);
    const hierarchy = hierarchyOf(dataset, column);
    return type === undefined || hierarchy === null ? [] : [{ column, type, hierarchy }];
  });
}

export function preparationInput(parts: Parts, request: SegmentationRequest): PreparationInput {
  const { purpose, dataset } = named(parts, request);
  const source = parts.registers.sources.get(request.dataset) as PreparationInput['source'];
  return { dataset, source, consentKey: purpose.consentKey ?? purpose.name };
}

/** The plugin of a request with the level and the limits of its sandbox. */
export function pluginRun(parts: Parts, request: SegmentationRequest) {
  const plugin = parts.registers.plugins.get(request.plugin) as NonNullable<
    ReturnType<typeof parts.registers.plugins.get>
  >;
  return { plugin, level: parts.levels.highest, limits: parts.settings.plugins };
}

export function reportContext(parts: Parts, { request, facts }: Permit): Omit<ReportContext, 'noise'> {
  const { registers, settings, engineVersion, kernelDigest } = parts;
  const { purpose, destination, dataset } = named(parts, request);
  const plugin = registers.plugins.get(request.plugin);
  return {
    environment: settings.environment,
    purpose: purposeBody(purpose),
    destination: destinationBody(destination),
    plugin: plugin
      ? { version: plugin.manifest.version, digest: plugin.digest, builtIn: plugin.builtIn }
      : { version: 'made outside', digest: null, builtIn: false },
    legalProfiles: [...registers.legalProfiles],
    constants: constantsUsed(request, facts, { registers, columns: askedOf(parts, request) }),
    subjects: dataset.subjects,
    engine: { version: engineVersion, kernel: kernelDigest },
  };
}
