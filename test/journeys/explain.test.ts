import { Governance } from '../../src/run/index.js';
import { createDecider, runDecider } from '../../src/stages/decision/index.js';
import { explainRequest, explanationText } from '../../src/workbench/index.js';
import { ask, type Deployment, deploy } from './deployment.js';

const request = {
  plugin: 'k-means',
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)'],
};

describe('an explanation', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  it('of a permit names the rule that grants, by file and line', async () => {
    const explanation = await explainRequest(deployment.governance, ask(request));
    expect(explanation).toMatchObject({ inForce: true });
    expect(explanationText(explanation)).toMatch(/segments-for-known-customers\/policy\.yaml:\d+/);
  });

  it('agrees with a denial that the engine itself gave, and says why', async () => {
    const { parts } = deployment.governance;
    const isolated = { id: 'isolationMin', value: 3 };
    const evaluator = {
      digest: parts.kernelDigest,
      answer: () => ({ effect: 'permit' as const, reasons: [], obligations: [isolated] }),
    };
    const decider = runDecider(createDecider(parts.registers.policies, evaluator), null);
    const weak = new Governance({ ...parts, decider, levels: { ...parts.levels, highest: 0 } });
    const explanation = await explainRequest(weak, ask(request));
    expect(explanationText(explanation)).toContain('level 3');
  });
});
