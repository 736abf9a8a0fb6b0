import { relative } from 'node:path';
import { withGovernance } from './engine-context.js';
import { startDeployment } from './start-deployment.js';
import type { Answer } from './terminal.js';

/** Makes the state folder with its keys and its log, by opening it once; settings to begin with where there are none. */
export async function init(globals: { readonly settings: string }): Promise<Answer> {
  const files = await startDeployment(globals.settings);
  const begun = files.length > 0 ? [`settings in ${globals.settings}, with ${files.length - 1} files beside them`] : [];
  return withGovernance(globals, async ({ parts: { log, settings } }) => {
    const [state, out] = [settings.stateFolder, settings.outFolder].map((folder) => relative('.', folder) || '.');
    const text = [
      ...begun,
      `state in ${state}, releases in ${out}`,
      `log ${log.origin}, ${log.size} entries`,
      'Give this verifier key to whoever will check the log, now and not later:',
      `  ${log.publicKey}`,
    ].join('\n');
    return {
      exit: 0,
      json: { state: settings.stateFolder, out: settings.outFolder, verifierKey: log.publicKey, written: files },
      text,
    };
  });
}
