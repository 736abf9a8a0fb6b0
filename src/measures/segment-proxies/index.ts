export {
  type DealtTables,
  type SegmentProxies,
  segmentProxies,
  segmentProxiesMeasure,
} from './segment-proxies.js';
