import { createContext } from '../../main.js';
import { Governance } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';

/** Opens the engine that the settings name, does the work, and closes it again whatever happens. */
export async function withGovernance<T>(
  { settings }: { readonly settings: string },
  work: (governance: Governance) => Promise<T>,
): Promise<T> {
  const context = await createContext(loadSettings(settings));
  try {
    return await work(context.get(Governance));
  } finally {
    await context.close();
  }
}
