// Packs the command line into one folder: loading some 1,300 modules one by one is what a start waits for.
import { build } from 'esbuild';

await build({
  entryPoints: ['dist/entrances/cli/main.js'],
  outdir: 'dist/cli',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  keepNames: true,
  sourcemap: 'linked',
  external: [
    'libsql',
    '@duckdb/node-bindings',
    'esbuild',
    '@nestjs/platform-express',
    '@nestjs/microservices',
    '@nestjs/microservices/*',
    '@nestjs/websockets',
    '@nestjs/websockets/*',
    'class-transformer',
    'class-validator',
  ],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
