import type { FileSource } from '../../engines/index.js';
import { type Dataset, fileSource } from '../../registers/datasets/index.js';

/** One source of a dataset, with the categories that are declared for its columns. */
export interface DeclaredSource {
  /** `table`, or `events[0]` and so on, as the dataset's file has them. */
  readonly part: string;
  readonly file: FileSource;
  readonly declared: ReadonlyMap<string, readonly string[]>;
}

/** Measures that hand on a value of an event as it is; the others count or add up. */
const HANDED_ON: readonly string[] = ['first', 'max', 'min'];

/** Every source of a dataset; `folder` is where its file lies. A column of events is declared by what hands its values on. */
export function declaredSources(dataset: Dataset, folder: string): readonly DeclaredSource[] {
  const table = dataset.source
    ? [
        {
          part: 'table',
          file: fileSource(dataset.source, folder),
          declared: new Map(dataset.columns.map((one) => [one.name, one.categories])),
        },
      ]
    : [];
  const events = (dataset.events ?? []).map(({ source, perSubject }, at) => {
    const handed = perSubject.filter(({ measure }) => HANDED_ON.includes(measure));
    const declared = new Map(
      handed.flatMap(({ columns, categories }) => columns.map((column) => [column, categories] as const)),
    );
    return { part: `events[${at}]`, file: fileSource(source, folder), declared };
  });
  return [...table, ...events];
}
