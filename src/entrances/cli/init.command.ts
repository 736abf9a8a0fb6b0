import { withGovernance } from './engine-context.js';
import type { Answer } from './terminal.js';

/** Makes the state folder with its keys and its log, by opening it once. */
export function init(globals: { readonly settings: string }): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { log, settings } }) => {
    const text = [
      `state in ${settings.stateFolder}, releases in ${settings.outFolder}`,
      `log ${log.origin}, ${log.size} entries`,
      'Give this verifier key to whoever will check the log, now and not later:',
      `  ${log.publicKey}`,
    ].join('\n');
    return {
      exit: 0,
      json: { state: settings.stateFolder, out: settings.outFolder, verifierKey: log.publicKey },
      text,
    };
  });
}
