import { execFileSync } from 'node:child_process';

process.env.PROPERTY_SEED ??= String(seedOfCommit());

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/plugins', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^probity/plugin$': '<rootDir>/src/plugin-contract/index.ts',
    '^probity/testing$': '<rootDir>/src/testing/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
  setupFiles: ['<rootDir>/test/properties/commit-seed.ts'],
  testSequencer: '<rootDir>/test/longest-first.mjs',
  reporters: ['default', '<rootDir>/test/reporters/totals.mjs'],
  maxWorkers: 2,
  // Real engines on a busy machine take their time; a test that hangs still ends.
  testTimeout: 90_000,
};

/** A number from the commit under test; 1 where there is no git. */
function seedOfCommit() {
  try {
    return Number.parseInt(
      execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).slice(0, 7),
      16,
    );
  } catch {
    return 1;
  }
}
