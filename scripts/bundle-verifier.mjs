// Packs the verifier of the log into one file without dependencies, which an auditor can read and run with node alone.
import { build } from 'esbuild';

await build({
  stdin: {
    contents: `
      import { verifyCommand } from './dist/audit/verify/index.js';
      process.exitCode = await verifyCommand(process.argv.slice(2), (text) => process.stdout.write(text));
    `,
    resolveDir: process.cwd(),
    sourcefile: 'probity-verify.mjs',
  },
  outfile: 'dist/probity-verify.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  keepNames: true,
  legalComments: 'none',
});
