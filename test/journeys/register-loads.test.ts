import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Deployment, deploy } from './deployment.js';

const SIZES = 'policies/disclosure/segments-of-at-least-twenty';

describe('what an engine records without a run', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  const size = () => deployment.governance.parts.log.size;
  const reopen = async () => {
    await deployment.close();
    deployment = await deployment.reopen();
  };

  it('is a load of registers when they have changed, and nothing when they are as they were', async () => {
    const before = size();
    await reopen();
    expect(size()).toBe(before);
    for (const file of ['policy.yaml', 'cases.yaml'].map((name) => join(deployment.folder, SIZES, name))) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('segmentSizeMin: 20', 'segmentSizeMin: 30'));
    }
    await reopen();
    expect(size()).toBe(before + 1);
  }, 120_000);

  it('is nothing for an ask that is malformed', async () => {
    const before = size();
    const asked = { plugin: 'k-means', dataset: 'mall', purpose: 'store-layout', destination: 'analysts' };
    for (const mistake of [{ columns: ['Agee'] }, { columns: [], seed: -1 }, { columns: 'Age' }, {}]) {
      await expect(deployment.governance.run(ask({ ...asked, ...mistake }))).rejects.toMatchObject({
        code: 'DOCUMENT_INVALID',
      });
    }
    await reopen();
    expect(size()).toBe(before);
  }, 120_000);

  it('is nothing for options of a purpose that is misspelt, which is all that is refused', async () => {
    const asked = { dataset: 'mall', purpose: 'store-layuot', plugin: 'k-means' };
    await expect(deployment.governance.options(asked)).rejects.toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining({ path: 'purpose', nearest: 'store-layout' })]),
    });
    await expect(deployment.governance.options(asked)).rejects.not.toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining({ path: 'destination' })]),
    });
  });
});
