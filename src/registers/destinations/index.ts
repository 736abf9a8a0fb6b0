export { type Destination, DestinationSchema } from './destination.schema.js';
export { loadDestinations } from './load-destinations.js';
