import { inspect } from 'node:util';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { startRecordingServer } from '#test/support/recording-server.js';
import { AC, SK } from './captured-client.js';

const SECRET = 'secret-that-must-not-show';
const BASIC = Buffer.from(`${SK}:${SECRET}`).toString('base64');

/** What our clients avoid: they have no credential in the client, its HTTP client, or an error. */
describe('The SDK keeps a secret', () => {
  it('in the client itself', () => {
    expect(inspect(twilio(SK, SECRET, { accountSid: AC }))).toContain(SECRET);
  });

  it('in the last request of its HTTP client', async () => {
    const server = await startRecordingServer();
    const client = twilio(SK, SECRET, { accountSid: AC });
    await client.request({ method: 'get', uri: server.origin } as never);
    const { lastRequest } = client.httpClient as unknown as { lastRequest: { toString(): string } };
    expect(inspect(lastRequest)).toContain(BASIC);
    expect(lastRequest.toString()).toContain(BASIC);
    await server.close();
  });

  it('in the error of a failed connection', async () => {
    const client = twilio(SK, SECRET, { accountSid: AC });
    const call = client.request({ method: 'get', uri: 'http://127.0.0.1:9' } as never);
    const error: unknown = await call.catch((e: unknown) => e);
    expect(JSON.stringify(error)).toContain(BASIC);
  });
});
