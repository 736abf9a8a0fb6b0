import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import inspector from 'node:inspector';
import { connect, createServer } from 'node:net';
import { answer, attempt, soon, targets } from './prelude.mjs';

const { tcp4, tcp6, udp4, unixPath, abstractName, listenPort, inspectorPort } = targets;

const reach = (options, name) =>
  new Promise((resolve, reject) => {
    const socket = connect(options, () => socket.end(name, () => resolve('connected')));
    socket.on('error', reject);
  });

await Promise.all([
  attempt('tcp4', () => reach({ host: '127.0.0.1', port: tcp4 }, 'tcp4')),
  attempt('tcp6', () => reach({ host: '::1', port: tcp6 }, 'tcp6')),
  attempt('http', async () => (await fetch(`http://127.0.0.1:${tcp4}/http`)).status),
  attempt(
    'udp4',
    () =>
      new Promise((resolve, reject) => {
        const socket = createSocket('udp4');
        socket.on('error', reject);
        socket.send('udp4', udp4, '127.0.0.1', (error) => (error ? reject(error) : resolve('sent')));
      }),
  ),
  attempt('dns', async () => {
    const resolver = new Resolver({ timeout: 100, tries: 1 });
    resolver.setServers([`127.0.0.1:${udp4}`]);
    return resolver.resolve4('dns-attempt.example');
  }),
  attempt('unix-path', () => reach({ path: unixPath }, 'unix-path')),
  attempt('unix-abstract', () => reach({ path: `\0${abstractName}` }, 'unix-abstract')),
  attempt(
    'listen',
    () =>
      new Promise((resolve, reject) => {
        createServer((socket) => socket.on('error', () => undefined).end('listen'))
          .on('error', reject)
          .listen(listenPort, '127.0.0.1');
        setTimeout(() => resolve('listened'), 250);
      }),
  ),
  attempt('inspector', async () => {
    inspector.open(inspectorPort, '127.0.0.1');
    await soon(250);
    return inspector.url() ? 'opened' : 'nothing';
  }),
]);
answer();
