import { type Register, readNamedDocuments, registerOf } from '../../documents/index.js';
import { type Destination, DestinationSchema } from './destination.schema.js';

/** Reads every destination of the folders. Throws a DocumentError with all mistakes of all files. */
export function loadDestinations(folders: readonly string[]): Register<Destination> {
  const { good, mistakes } = readNamedDocuments(folders, DestinationSchema);
  return registerOf(
    good.map(({ value }) => value),
    mistakes,
  );
}
