import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { TwilioConnectionError } from '../../libs/twilio-auth/src/core/errors/connection.error.js';
import type {
  SendTokenRequest,
  TokenResponse,
} from '../../libs/twilio-auth/src/core/oauth/oauth-client.js';

/** Sends token requests to a server on the loopback interface instead of Twilio. */
export function tokenRequestTo(origin: string, lookup?: LookupFunction): SendTokenRequest {
  const dispatcher = new Agent(lookup === undefined ? {} : { connect: { lookup } });
  return async ({ url, headers, body, signal, maxBodyBytes }) => {
    const { host, pathname } = new URL(url);
    try {
      const options = {
        method: 'POST',
        headers: { ...headers },
        body: body(),
        signal,
        dispatcher,
      } as const;
      const answer = await request(origin + pathname, options);
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: await readBody(answer.body, maxBodyBytes),
      } satisfies TokenResponse;
    } catch (error) {
      const causeCode = (error as { code?: string }).code ?? 'unknown';
      const where = { host, method: 'POST', path: pathname };
      throw new TwilioConnectionError({ ...where, causeCode, sent: 'unknown', retryable: true });
    }
  };
}

async function readBody(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw Object.assign(new Error('too large'), { code: 'TOO_LARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
