export {
  type Representation,
  type Represented,
  type RepresentedGroup,
  representation,
  representationMeasure,
} from './representation.js';
