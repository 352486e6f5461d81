import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * A process of its own that plays both hosts over TLS: it grants tokens, and answers every API
 * call with the same message. The bench asks and sets things by messages.
 */
const MESSAGE = JSON.stringify({ sid: `SM${'1'.repeat(32)}`, body: 'hello', status: 'queued' });
let granted = 0;
let lifetime = 3600;

function serve(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.once('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/v2/token' ? grant() : MESSAGE);
  });
}

/** A JWT, as Twilio's are: the SDK decodes them. */
function grant(): string {
  granted += 1;
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iat, exp: iat + lifetime, jti: granted };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const access_token = `${parts.join('.')}.signature`;
  return JSON.stringify({ access_token, token_type: 'Bearer', expires_in: lifetime });
}

process.on('message', (message: { cert?: string; key?: string; lifetime?: number }) => {
  const { cert, key } = message;
  if (cert !== undefined && key !== undefined) {
    const server = createServer({ cert, key }, serve);
    server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
    return;
  }
  process.send?.(granted);
  if (message.lifetime !== undefined) [granted, lifetime] = [0, message.lifetime];
});
process.once('disconnect', () => process.exit(0));
