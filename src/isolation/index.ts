export { ISOLATION_ERRORS } from './isolation.errors.js';
export { type LevelProbe, probeIsolation, type SandboxLevels } from './probe-isolation.js';
export { runSandboxed, type SandboxedAnswer, type SandboxedCall } from './run-sandboxed.js';
export { DEFAULT_LIMITS, type SandboxLevel, type SandboxLimits } from './sandbox-level.js';
