export { balancedCentres, type Centres, type GroupMoments, groupCosts, type Moments } from './balanced-centres.js';
