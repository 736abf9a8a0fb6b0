import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { packageRoot } from '../../documents/index.js';
import { pluginsError } from './plugins.errors.js';

const ENTRY = `import { serve } from 'probity/plugin-host';
import plugin from './plugin.ts';
serve(plugin);
`;

// Packages in CommonJS ask for modules of Node by a function that an ES module lacks.
const BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('file:///bundle.mjs');";

/**
 * Bundles the source of a plugin with the engine's own contract into one file. The same source gives the same bytes in
 * any checkout and from any working directory. Nothing of the plugin runs. Throws PLUGIN_BUILD_FAILED.
 */
export async function bundlePlugin(folder: string, outfile: string): Promise<void> {
  await bundled(folder, { outfile });
}

/** The modules of Node that the plugin or its packages ask for: none of them can be relied on in the sandbox. */
export async function nodeModulesOf(folder: string): Promise<readonly string[]> {
  const { metafile } = await bundled(folder, { write: false, metafile: true, outfile: 'bundle.mjs' });
  const asking = Object.entries(metafile?.inputs ?? {}).filter(
    ([path]) => !/plugin-contract\/|\/apache-arrow\//.test(path),
  );
  const asked = asking.flatMap(([, { imports }]) => imports.filter(({ external }) => external).map(({ path }) => path));
  // esbuild lists its own run-time functions in the same way.
  return [...new Set(asked)].filter((path) => path !== '<runtime>').sort();
}

async function bundled(folder: string, more: BuildOptions) {
  const { build } = await import('esbuild');
  const resolveDir = realpathSync(folder);
  try {
    return await build({
      stdin: { contents: ENTRY, resolveDir, sourcefile: 'entry.ts', loader: 'ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      alias: { 'probity/plugin-host': contract('host'), 'probity/plugin': contract('index') },
      nodePaths: [fileURLToPath(new URL('node_modules', packageRoot()))],
      banner: { js: BANNER },
      // Without it, comments and keys of modules would hold the path of the checkout.
      absWorkingDir: resolveDir,
      minify: true,
      keepNames: true,
      legalComments: 'none',
      charset: 'utf8',
      tsconfigRaw: '{}',
      logLevel: 'silent',
      ...more,
    });
  } catch (error) {
    throw buildFailed(folder, error);
  }
}

/** A file of the plugin contract: its source where there is one, so that a stale build is never bundled. */
function contract(name: string): string {
  const root = fileURLToPath(packageRoot());
  const source = join(root, 'src/plugin-contract', `${name}.ts`);
  return existsSync(source) ? source : join(root, 'dist/plugin-contract', `${name}.js`);
}

interface BuildFailure {
  readonly errors?: readonly {
    readonly text: string;
    readonly location: { readonly file: string; readonly line: number } | null;
  }[];
}

function buildFailed(folder: string, cause: unknown) {
  const first = (cause as BuildFailure).errors?.[0];
  return pluginsError(
    'PLUGIN_BUILD_FAILED',
    {
      found: first?.text ?? String(cause),
      where: first?.location ? join(folder, `${first.location.file}:${first.location.line}`) : folder,
      next: "A plugin may import 'probity/plugin', its own files and npm packages that can be bundled.",
    },
    { cause },
  );
}
