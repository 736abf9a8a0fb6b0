export {
  type GeneralisedTable,
  type InformationLoss,
  informationLoss,
  informationLossMeasure,
} from './information-loss.js';
