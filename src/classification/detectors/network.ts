import { isIPv6 } from 'node:net';
import { passesLuhn } from '../checksums/index.js';
import { detector, digitsOf, isBare } from './detector.js';

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = `(?:${BYTE}\\.){3}${BYTE}`;
const V6 = '(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)[0-9a-f:]{3,39}(?:\\.\\d{1,3}){0,3}';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const MAC = '(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}';

/** What names a device, a session or a record rather than a person, and leads to one. */
export const NETWORK = [
  detector({
    name: 'ip-address',
    title: 'IP addresses',
    category: 'user.device.ip_address',
    source: 'RFC 791, RFC 4291',
    whole: new RegExp(`^(?:${V4}|${V6})$`, 'i'),
    inside: new RegExp(`(?<![\\w.:])(?:${V4}|${V6})(?![\\w:]|\\.\\d)`, 'gi'),
    sign: /\d\.\d|:[0-9a-f]{0,4}:/i,
    isValid: (text) => !text.includes(':') || (isIPv6(text) && text.length > 6),
    context: ['ip', 'address', 'client', 'host'],
  }),
  detector({
    name: 'mac-address',
    title: 'MAC addresses',
    category: 'user.device.device_id',
    source: 'IEEE 802',
    whole: new RegExp(`^(?:${MAC})$`, 'i'),
    inside: new RegExp(`(?<![\\w:.-])(?:${MAC})(?![\\w:-])`, 'gi'),
    sign: /[0-9a-f]{2}[:.-][0-9a-f]{2}/i,
    context: ['mac', 'device', 'wifi', 'bluetooth'],
  }),
  detector({
    name: 'imei',
    title: 'IMEI numbers',
    category: 'user.device.device_id',
    source: '3GPP TS 23.003',
    whole: /^\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d$/,
    inside: /(?<![\w-])\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d(?![\w-])/g,
    sign: /\d{2}/,
    isValid: (text) => passesLuhn(digitsOf(text)),
    chance: 0.1,
    needsContext: isBare,
    context: ['imei', 'device', 'handset'],
  }),
  detector({
    name: 'uuid',
    title: 'UUIDs',
    category: 'user.unique_id',
    source: 'RFC 9562',
    whole: new RegExp(`^\\{?${UUID}\\}?$`, 'i'),
    inside: new RegExp(`(?<![\\w-])${UUID}(?![\\w-])`, 'gi'),
    sign: /-[0-9a-f]{4}-/i,
    context: ['uuid', 'guid', 'id'],
  }),
  detector({
    name: 'user-agent',
    title: 'user agents of browsers',
    category: 'user.device',
    source: 'RFC 9110, 10.1.5',
    whole: /^Mozilla\/\d\.\d \([^)]{3,200}\).{0,800}$/s,
    sign: /Mozilla\//,
    context: ['agent', 'browser'],
  }),
  detector({
    name: 'password-hash',
    title: 'hashes of passwords',
    category: 'user.authorization.password',
    source: 'bcrypt, PHC string format',
    whole:
      /^\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$[^\s]{20,300}|(?:5|6|scrypt|pbkdf2[\w-]{0,20})\$[^\s]{20,300})$/,
    sign: /\$/,
    context: ['password', 'hash'],
  }),
  detector({
    name: 'json-web-token',
    title: 'tokens that sign in',
    category: 'user.authorization.credentials',
    source: 'RFC 7519',
    whole: /^eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{0,2000}$/,
    inside: /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{10,2000}/g,
    sign: /eyJ/,
    context: ['token', 'jwt', 'bearer'],
  }),
];
