import { describeSettings } from './describe-settings.js';

/** docs/settings.md: every setting with its sentence and its default. */
export function settingsPage(): string {
  const rows = describeSettings().map(
    ({ path, description, byDefault }) => `| \`${path}\` | ${description} | ${defaultText(byDefault)} |`,
  );
  return `# Settings

\`config/probity.yaml\` holds them, or the file that \`--settings\` names. Each may be left out. Folders are relative to the file.

| setting | what it says | when it is left out |
|---|---|---|
${rows.join('\n')}
`;
}

function defaultText(byDefault: unknown): string {
  if (byDefault === undefined) return '';
  return `\`${Array.isArray(byDefault) ? byDefault.join(', ') : String(byDefault)}\``;
}
