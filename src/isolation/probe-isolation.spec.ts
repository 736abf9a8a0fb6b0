import { probeIsolation } from './index.js';

describe('the probe of the sandbox', () => {
  it('tries every level on demand and says why one did not hold', async () => {
    const { highest, probes } = await probeIsolation({ every: true });
    expect(probes.map(({ level }) => level)).toEqual([3, 2, 0]);
    expect(probes.every(({ held, reason }) => held === (reason === null))).toBe(true);
    expect(highest).toBe(probes.find(({ held }) => held)?.level);
  }, 30_000);
});
