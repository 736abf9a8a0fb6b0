import type { DocumentPath } from '../../documents/index.js';
import type { Mutation } from './mutation.js';

/** A duration of one unit more. */
export function longer(path: DocumentPath, duration: string): readonly Mutation[] {
  const [count = '', unit = ''] = duration.split(' ');
  const to = `${Number(count) + 1} ${unit.endsWith('s') ? unit : `${unit}s`}`;
  return [{ operator: 'lengthen-retention', path, change: `${duration} became ${to}`, to }];
}
