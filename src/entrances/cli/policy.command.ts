import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** The rules in force, with kind, mode, owner and place. */
export async function list({ settings }: Globals): Promise<Answer> {
  const { policies } = loadRegisters(loadSettings(settings));
  const rows = policies.rules.map(({ id, kind, mode, owner, title }) => [id, kind, mode, owner, title]);
  return { exit: 0, json: policies.rules, text: aligned(rows) };
}
