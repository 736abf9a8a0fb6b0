import { hasShape } from '../documents/index.js';
import { DossierSchema } from './dossier.schema.js';
import { closing, opening, readLog } from './recorded-example.js';
import { runDossier } from './run-dossier.js';

describe('runDossier', () => {
  it('holds every leaf of every entry of the run with its index, and nothing of other runs', async () => {
    const { json, html } = await runDossier('run-3', readLog());
    expect(hasShape(DossierSchema, json)).toBe(true);
    expect(json).toMatchObject({ outcome: 'held, then approved', opened: 7, closed: 8, decided: [9] });
    expect(json.facts).toContainEqual({ path: 'rows.kept', value: 30_500, index: 8 });
    expect(json.facts).toContainEqual({ path: 'reason', value: 'Enough people were asked.', index: 9 });
    expect(new Set(json.facts.map(({ index }) => index))).toEqual(new Set([7, 8, 9]));
    expect(html).toContain('Evidence of recorded facts, not a finding of compliance.');
    expect(html).toContain('30500 <span class="note">[8]</span>');
  });

  it('proves the approval of a run that was held, and the closing entry of another', async () => {
    expect((await runDossier('run-3', readLog())).json.receipt).toEqual({ index: 9, file: 'run-3.tlog-proof' });
    expect((await runDossier('run-1', readLog())).json.receipt.index).toBe(5);
  });

  it('says what is missing', async () => {
    const { json, html } = await runDossier('run-4', readLog());
    expect(json.outcome).toBe('open');
    expect(json.missing[0]).toMatch(/^No closing entry/);
    expect(html).toContain('No closing entry');
    expect((await runDossier('run-2', readLog())).json.missing.join()).toContain('No rows are recorded');
  });

  it('refuses a run that the log does not hold', async () => {
    await expect(runDossier('run-9', readLog())).rejects.toMatchObject({ code: 'RUN_NOT_RECORDED' });
  });

  it('never obeys what an entry says', async () => {
    const entries = [
      opening(0, 'r', '2026-01-01T00:00:00.000Z', { team: '<script>x</script>' }),
      closing(1, 'r', '2026-01-01T00:00:01.000Z', { outcome: '<b>released' }),
    ];
    const { html } = await runDossier('r', readLog(entries));
    expect(html).not.toMatch(/<script|<b>/);
  });
});
