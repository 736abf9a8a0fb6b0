import { percentText } from '../coverage/index.js';
import type { MutationTest, Survivor } from './mutation-test.js';

/** A mutation test as people read it: the score, then each survivor with its place and the case that would kill it. */
export function mutationText({ mutants, killed, score, survivors, failing }: MutationTest): string {
  return [
    `mutants  ${percentText(score)} % killed (${killed} of ${mutants})`,
    ...failing.map((one) => `fails without a mutant, and finds none: ${one.policy}, '${one.case}'`),
    ...survivors.map(survivorText),
  ].join('\n\n');
}

function survivorText({ operator, change, place, killedBy }: Survivor): string {
  const head = `survived: ${place.file}:${place.line}:${place.column} ${operator}: ${change}`;
  return killedBy === null
    ? `${head}\n  equivalent? no request over the fixtures was found that tells them apart`
    : `${head}\n${killedBy}`;
}
