import type { SandboxLevel, SandboxLimits } from '../../isolation/index.js';
import type { RegisteredPlugin } from '../../registers/plugins/index.js';

/** The plugin of a run, with the sandbox that holds here. */
export interface PluginRun {
  readonly plugin: RegisteredPlugin;
  readonly level: SandboxLevel;
  readonly limits: SandboxLimits;
}
