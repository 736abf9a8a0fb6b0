import { type Diagnostic, renderDiagnostic } from '../../documents/index.js';
import type { FidesViolation, ManifestState } from '../../registers/datasets/index.js';
import type { Answer } from './terminal.js';

/** What a Fides manifest is: it holds, it breaks its own policies, or it has mistakes (exit 2 for both). */
export function manifestAnswer(file: string, state: ManifestState): Answer {
  return { exit: state.kind === 'holds' ? 0 : 2, json: { file, ...state }, text: manifestText(file, state) };
}

function manifestText(file: string, state: ManifestState): string {
  switch (state.kind) {
    case 'holds':
      return [`${file} holds`, ...state.notices.map(renderDiagnostic)].join('\n');
    case 'violates':
      return [
        `${file} breaks its own policies`,
        ...state.violations.map(violationLine),
        ...mistakeLines(state.mistakes),
      ].join('\n');
    case 'invalid':
      return [`${file} has mistakes`, ...mistakeLines(state.mistakes)].join('\n');
    case 'unreadable':
      return [`${file} cannot be read as YAML`, ...mistakeLines(state.mistakes)].join('\n');
  }
}

function violationLine({ policy, rule, system, column }: FidesViolation): string {
  return `  ${policy}, rule ${rule}: broken by the system ${system}${column === null ? '' : ` through ${column}`}`;
}

function mistakeLines(mistakes: readonly Diagnostic[]): readonly string[] {
  return mistakes.map(renderDiagnostic);
}
