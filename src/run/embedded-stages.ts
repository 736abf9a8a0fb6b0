import { digestOf, isoInstant } from '../documents/index.js';
import type { Thinning } from '../engines/index.js';
import type { Purpose } from '../registers/purposes/index.js';
import type { Decision } from '../stages/decision/index.js';
import { disclose } from '../stages/disclosure/index.js';
import { withTrials } from '../stages/gates/index.js';
import { mitigate } from '../stages/mitigation/index.js';
import { prepare, residualise } from '../stages/preparation/index.js';
import { keepReport, publish, stageRelease } from '../stages/release/index.js';
import { admit, type SegmentationRequest } from '../stages/request/index.js';
import { segment, segmentOutside } from '../stages/segmentation/index.js';
import { openedBody, purposeBody } from './entries.js';
import { judgeCandidate } from './judge-candidate.js';
import { fittedBody } from './kept-appendix.js';
import { keepOwnRules } from './kept-own-rules.js';
import { keepRules } from './kept-rules.js';
import { answerUnderNoise, toldNothing } from './noisy-answers.js';
import type { Parts } from './parts.js';
import {
  askedOf,
  gather,
  isolationOf,
  pluginRun,
  preparationInput,
  recodingPlans,
  reportContext,
} from './run-inputs.js';
import { RunTrail } from './run-trail.js';
import type { Stages } from './stages.js';
import { trialsFor } from './trials/index.js';
import { uuidV7 } from './uuid-v7.js';

/** Labels that were made outside, in place of a plugin. */
export interface OutsideLabels {
  readonly file: string;
}

/** The stages of one run over the parts of this process; `outside` takes the place of a plugin for `judge`, `suggest` tries all. */
export function embeddedStages(parts: Parts, outside: OutsideLabels | null = null, suggest = false): Stages {
  const { registers, data, keys, folders } = parts;
  return {
    admit: (ask) => admit(ask, registers, admission(parts, outside)),
    gather: (request) => gather(parts, request),
    decide: (request, facts) => parts.decider.decide(request, facts, askedOf(parts, request)),
    openTrail: (request, decision) => openTrail(parts, request, decision),
    prepare: (permit) => prepare(data, permit, preparationInput(parts, permit.request)),
    segment: (permit, features) =>
      outside
        ? segmentOutside(data, permit, features, outside.file)
        : segment(data, permit, features, pluginRun(parts, permit.request)),
    residualise: (permit, features, traits) => residualise(data, permit, features, traits),
    mitigate: (permit, { features, traits }, segmentation) => {
      const again = (thinning: Thinning) => segment(data, permit, features, pluginRun(parts, permit.request), thinning);
      return mitigate(data, permit, { features, segmentation, traits, again });
    },
    disclose: (permit, segmentation) => disclose(data, permit, segmentation, recodingPlans(parts, permit.request)),
    judge: async (permit, features, candidate, traits) => {
      const verdict = await judgeCandidate(parts, permit, { features, candidate, traits });
      // A trial is all figures, which nobody may see under noise.
      if (verdict.kind !== 'withheld' || outside || permit.limits.noise !== null) return verdict;
      return withTrials(verdict, await trialsFor(parts, { permit, verdict, traits }, suggest));
    },
    keep: async (verdict) => {
      const noise = await toldNothing(parts, verdict);
      return keepReport(folders, verdict, { ...reportContext(parts, verdict.permit), noise });
    },
    stage: async (verdict) => {
      const { keyId, key } = await keys.pseudonymKey(verdict.permit.request.purpose);
      const noise = await answerUnderNoise(parts, verdict);
      const context = { ...reportContext(parts, verdict.permit), noise };
      const input = { permit: verdict.permit, verdict, context, pseudonymKey: { id: keyId, key } };
      return stageRelease({ engine: data, keys, folders }, input);
    },
    release: async ({ report, verdict }, receipt) => {
      if (verdict.kind === 'held') return { kind: 'held', run: report.run.id, report, receipt };
      const folder = await publish(folders, report.run.id, receipt.proof);
      return { kind: 'released', folder, report, receipt };
    },
  };
}

function admission({ actor, now }: Parts, outside: OutsideLabels | null) {
  const at = now();
  return { run: uuidV7(at), at, actor, outside: outside !== null };
}

/** Opens the record of a run: in the state, then durably in the log. */
export async function openTrail(parts: Parts, request: SegmentationRequest, decision: Decision): Promise<RunTrail> {
  const { records, log, registers, settings } = parts;
  const rules = await keepRules(settings.stateFolder, registers.policies);
  await keepOwnRules(settings.stateFolder, registers.ownRules);
  const waivers = decision.kind === 'permit' ? decision.waiversUsed : [];
  const { policySet } = decision;
  const purpose = digestOf(purposeBody(registers.purposes.get(request.purpose) as Purpose));
  await records.open(request, { waivers, bounds: boundsOf(registers), policySet, purpose });
  const { run, actor } = request;
  const under = { registers, isolation: isolationOf(parts, request), columns: askedOf(parts, request), rules };
  const body = await fittedBody(settings.stateFolder, openedBody(request, decision, under));
  const at = isoInstant(request.at);
  const { environment } = settings;
  await log.openRun({ v: 1, type: 'run-opened', run, at, actor: actor.alias, environment, body });
  return new RunTrail(parts, request);
}

/** How many runs each waiver may let through, where its end is not the only bound. */
function boundsOf({ policies }: Parts['registers']): ReadonlyMap<string, number> {
  return new Map(policies.waivers.flatMap(({ id, uses }) => (uses === null ? [] : [[id, uses] as const])));
}
