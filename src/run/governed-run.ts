import type { YamlDocument } from '../documents/index.js';
import type { Outcome } from './outcome.js';
import type { Stages } from './stages.js';

/**
 * Every run of every plugin goes this way, from an untrusted ask to an outcome with a receipt.
 * A mistake in the ask throws before anything is recorded; a fault after that is recorded and thrown again.
 */
export async function governedRun(stage: Stages, ask: YamlDocument): Promise<Outcome> {
  const request = stage.admit(ask);
  const facts = await stage.gather(request);
  const decision = await stage.decide(request, facts);
  const trail = await stage.openTrail(request, decision);
  if (decision.kind === 'denial') return { kind: 'denied', decision, receipt: await trail.close(decision) };
  const verdict = await trail.guard(async () => {
    const { features: prepared, traits } = await stage.prepare(decision);
    const features = await stage.residualise(decision, prepared, traits);
    const segmentation = await stage.segment(decision, features);
    const mitigated = await stage.mitigate(decision, { features, traits }, segmentation);
    const candidate = await stage.disclose(decision, mitigated);
    return stage.judge(decision, features, candidate, traits);
  });
  if (verdict.kind === 'withheld') {
    const kept = await trail.guard(() => stage.keep(verdict));
    return { kind: 'withheld', verdict, report: kept.report, receipt: await trail.close(kept) };
  }
  const staged = await trail.guard(() => stage.stage(verdict));
  const receipt = await trail.close(staged);
  return stage.release(staged, receipt);
}
