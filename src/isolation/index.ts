export { ISOLATION_ERRORS } from './isolation.errors.js';
export {
  type PolicyAnswer,
  type PolicyFailure,
  type PolicyLimits,
  type PolicyModule,
  type PolicyOrder,
  PolicyThread,
} from './policy-thread.js';
export { type LevelProbe, probeIsolation, type SandboxLevels } from './probe-isolation.js';
export { runSandboxed, type SandboxedAnswer, type SandboxedCall } from './run-sandboxed.js';
export { DEFAULT_LIMITS, type SandboxLevel, type SandboxLimits } from './sandbox-level.js';
