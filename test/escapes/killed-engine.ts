import { DEFAULT_LIMITS, runSandboxed, type SandboxLevel } from '../../src/isolation/index.js';

/** An engine that waits for a plugin without an end, so that it can be killed while it does. */
const [bundle, level, memoryMb] = process.argv.slice(2) as [string, string, string];
await runSandboxed({
  level: Number(level) as SandboxLevel,
  bundle,
  call: {},
  limits: { ...DEFAULT_LIMITS, wallMs: 20_000, memoryMb: Number(memoryMb) },
});
