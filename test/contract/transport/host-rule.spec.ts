import { describe, expect, it } from 'vitest';
import { startRecordingServer } from '#test/support/recording-server.js';
import { clientOn } from '#test/support/sdk-pair.js';
import { rejectionOf } from '#test/support/thrown.js';
import { AUTHORIZATION, request, useLoopback } from './loopback.js';

describe('the host rule', () => {
  const loopback = useLoopback();

  it.each([
    'https://evil.example/x',
    'https://twilio.com/x',
    'https://api.twilio.com.evil.example/x',
    'https://eviltwilio.com/x',
    'https://api.twilio.com@evil.example/x',
    'https://evil.example\\.twilio.com/x',
    'https://evil.example/.twilio.com',
    'https://evil.example#.twilio.com',
    'https://api.twilio.com./x',
    'http://api.twilio.com/x',
    'http://api.twilio.com:443/x',
    'https://api.twilio.com:8443/x',
    'ftp://api.twilio.com/x',
    'http://127.0.0.1:1/x',
    'file:///etc/passwd',
    '/2010-04-01/Accounts.json',
    '//evil.example/x',
    '',
  ])('refuses %j before the credential is read', async (uri) => {
    const { server, credential, open } = loopback;
    expect(await rejectionOf(request(open(), credential, { uri }))).toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      retryable: false,
    });
    expect(credential.reads).toBe(0);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['https://api.twilio.com/x?y=z', 'api.twilio.com', '/x?y=z'],
    ['HTTPS://API.Twilio.com:443/x', 'api.twilio.com', '/x'],
    ['https://api.dublin.ie1.twilio.com/x', 'api.dublin.ie1.twilio.com', '/x'],
  ])('sends %s to the base URL with its own Host header', async (uri, host, url) => {
    const { server, credential, open } = loopback;
    await request(open(), credential, { uri });
    expect(server.requests).toMatchObject([
      { url, headers: { host, authorization: AUTHORIZATION } },
    ]);
  });

  it('allows absolute links on the base URL itself, but on no other port of its host', async () => {
    const { server, credential, open } = loopback;
    const transport = open();
    await request(transport, credential, { uri: `${server.origin}/next` });
    expect(server.requests).toMatchObject([{ url: '/next' }]);
    const elsewhere = await startRecordingServer();
    const refused = await rejectionOf(request(transport, credential, { uri: elsewhere.origin }));
    expect(refused).toMatchObject({ reason: 'host-refused' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('keeps the path of the base URL', async () => {
    const { server, credential, open } = loopback;
    const transport = open({ apiBaseUrl: `${server.origin}/twilio/` });
    await request(transport, credential, { uri: 'https://api.twilio.com/x' });
    expect(server.requests).toMatchObject([{ url: '/twilio/x' }]);
  });

  it('rejects a list whose next page is on another host', async () => {
    const { server, credential, open } = loopback;
    const evil = await startRecordingServer();
    const page = { services: [{ sid: 'VA1' }], meta: { key: 'services' } };
    server.answer({ body: { ...page, meta: { key: 'services', next_page_url: evil.origin } } });
    const client = clientOn(open(), credential);
    const refused = await rejectionOf(client.verify.v2.services.list());
    expect(refused).toMatchObject({ reason: 'host-refused' });
    expect(evil.requests).toEqual([]);
    await evil.close();
  });
});
