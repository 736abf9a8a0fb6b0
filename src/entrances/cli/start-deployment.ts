import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { makeFolder, writeDurably } from '../../store/index.js';
import { editorSchemas } from '../../workbench/index.js';

const REGISTERS = ['purposes', 'destinations', 'datasets'] as const;

/**
 * Gives a company without settings a place to begin: the settings, empty folders for its registers and policies, the
 * legal profiles of the release and schemas for editors. Writes only what is missing; returns the files, none where the
 * settings are there already.
 */
export async function startDeployment(settings: string): Promise<readonly string[]> {
  if (existsSync(settings)) return [];
  const config = dirname(settings);
  for (const folder of [...REGISTERS.map((name) => join(config, name)), join(config, '../policies')]) {
    await makeFolder(folder);
  }
  const files: readonly (readonly [string, string])[] = [
    ...profiles().map(({ name, text }) => [join(config, 'legal-profiles', name), text] as const),
    ...[...editorSchemas()].map(([name, text]) => [join(config, 'schemas', name), text] as const),
    [settings, settingsText(config)],
  ];
  const written: string[] = [];
  for (const [file, text] of files) {
    if (await writeDurably(file, Buffer.from(text), 'refuse')) written.push(file);
  }
  return written;
}

function profiles(): readonly { readonly name: string; readonly text: string }[] {
  const folder = fileURLToPath(new URL('config/legal-profiles', packageRoot()));
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function settingsText(config: string): string {
  return `# yaml-language-server: $schema=schemas/probity.schema.json
apiVersion: probity/v1
kind: Settings
# What is left out has a default; each setting is described in docs/settings.md. Folders are relative to this file.
environment: production
stateFolder: ../state
outFolder: ../out
policyFolders: [../policies]
pluginFolders: [${JSON.stringify(pluginFolder(config))}]
# Who asks on this machine. A day after trainedUntil says until when the privacy training of that person holds.
localOperator: { team: data-team }
`;
}

// Plugins of the release are found where it is installed; a company that has them below its own folder can be moved.
function pluginFolder(config: string): string {
  const built = fileURLToPath(new URL('dist/plugins', packageRoot()));
  const isOurs = !relative(join(config, '..'), built).startsWith('..');
  return isOurs ? relative(config, built).replaceAll('\\', '/') : built;
}
