import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const message = JSON.stringify({
  account_sid: `AC${'a'.repeat(32)}`,
  api_version: '2010-04-01',
  body: 'Hello there',
  date_created: 'Thu, 24 Aug 2023 05:01:45 +0000',
  date_sent: 'Thu, 24 Aug 2023 05:01:45 +0000',
  date_updated: 'Thu, 24 Aug 2023 05:01:45 +0000',
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: '+15557122661',
  num_media: '0',
  num_segments: '1',
  price: null,
  price_unit: null,
  sid: `SM${'c'.repeat(32)}`,
  status: 'queued',
  subresource_uris: { media: '/2010-04-01/Accounts/AC/Messages/SM/Media.json' },
  to: '+15558675310',
  uri: '/2010-04-01/Accounts/AC/Messages/SM.json',
});

/** Answers every request with the same message, and tells its parent where. */
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(request.method === 'POST' ? 201 : 200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(message),
    });
    response.end(message);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
