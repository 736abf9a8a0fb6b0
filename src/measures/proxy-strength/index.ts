export {
  type ProxyRanking,
  type ProxyStrength,
  proxyStrengthMeasure,
  rankProxies,
  type ValueTable,
} from './proxy-strength.js';
