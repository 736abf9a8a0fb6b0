export { type CombinationTable, type JointProxy, jointProxy, jointProxyMeasure } from './joint-proxy.js';
