import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Deployment, deploy, root } from './deployment.js';

const here = existsSync(join(root, '../shared/data/mall-customers')) ? describe : describe.skip;

here('k-means on mall customers', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 60_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  it('is released for insight with the reference segments', async () => {
    const outcome = await deployment.governance.run(
      ask({
        plugin: 'k-means',
        options: { segments: 5 },
        dataset: 'mall',
        purpose: 'store-layout',
        destination: 'analysts',
        columns: ['Annual Income (k$)', 'Spending Score (1-100)'],
        seed: 42,
      }),
    );
    console.log(JSON.stringify(outcome, null, 1).slice(0, 6000));
  }, 60_000);
});
