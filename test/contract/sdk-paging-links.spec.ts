import { describe, expect, it } from 'vitest';
import { AC, capturedClient, SK } from './captured-client.js';

/** Why the transport checks the host: core/transport/calls/destination.ts. */
describe('A paging link in an answer', () => {
  it('is followed by the SDK to any host, with the credential', async () => {
    const link = 'http://www.evil.example/v2/Services?Page=1';
    const page = { services: [{ sid: 'VA1' }], meta: { key: 'services', next_page_url: link } };
    const last = { services: [], meta: { key: 'services', next_page_url: null } };
    const answers = [page, last].map((body) => ({ statusCode: 200, body }));
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC }, answers);
    await client.verify.v2.services.list();
    expect(requests[1]).toMatchObject({ uri: link, username: SK, password: 'secret' });
  });

  it('of a v2010 list is a path on the same host', async () => {
    const answers = [
      {
        statusCode: 200,
        body: { messages: [{ sid: 'SM1' }], next_page_uri: '//www.evil.example/x' },
      },
      { statusCode: 200, body: { messages: [], next_page_uri: null } },
    ];
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC }, answers);
    await client.messages.list();
    expect(requests[1]?.uri).toBe('https://api.twilio.com/www.evil.example/x');
  });

  it('is not the only way to another host: client.request() goes to any URL', async () => {
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC });
    await client.request({ method: 'get', uri: 'https://www.evil.example/x' } as never);
    expect(requests[0]).toMatchObject({ uri: 'https://www.evil.example/x', password: 'secret' });
  });

  it('to a host with two labels is changed, as if they were an edge and a region', async () => {
    const { client, requests } = capturedClient(SK, 'secret', { accountSid: AC });
    await client.request({ method: 'get', uri: 'http://emulator.local:4010/x' } as never);
    expect(requests[0]?.uri).toBe('http://emulator.local.emulator.local:4010/x');
  });
});
