export { type Destination, DestinationSchema } from './destination.schema.js';
