import { describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { startRecordingServer } from '#test/support/recording-server.js';
import { AC, capturedClient, sdkFile, SK } from './captured-client.js';

const strategy = { getAuthString: () => Promise.resolve('Bearer t'), getAuthType: () => 'token' };
const provider = { toAuthStrategy: () => strategy } as never;

describe('A credential provider of the SDK', () => {
  it('clears the account SID, which v2010 paths then miss', async () => {
    const { client, requests } = capturedClient('', '', { accountSid: AC });
    client.setCredentialProvider(provider);
    expect(client.accountSid).toBe('');
    await client.messages.create({ to: '+1', from: '+2', body: 'x' });
    expect(requests[0]?.uri).toBe('https://api.twilio.com/2010-04-01/Accounts//Messages.json');
  });

  it('keeps an account SID that is set afterwards', async () => {
    const { client, requests } = capturedClient('', '', { accountSid: AC });
    client.setCredentialProvider(provider);
    client.setAccountSid(AC);
    await client.messages.create({ to: '+1', from: '+2', body: 'x' });
    expect(requests[0]?.uri).toBe(`https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages.json`);
  });

  it('clears user name and password', () => {
    const { client } = capturedClient(SK, 'secret', { accountSid: AC });
    client.setCredentialProvider(provider);
    expect([client.username, client.password]).toEqual([undefined, undefined]);
  });

  it('is asked for a strategy on every request', async () => {
    const { client } = capturedClient('', '', { accountSid: AC });
    let asked = 0;
    const counting = { toAuthStrategy: () => ((asked += 1), strategy) };
    client.setCredentialProvider(counting as never);
    for (let at = 0; at < 3; at++) {
      await client.request({ method: 'get', uri: 'https://api.twilio.com/x' } as never);
    }
    expect(asked).toBe(3);
  });

  it('is ignored when a call has a user name and password', async () => {
    const server = await startRecordingServer();
    const RequestClient = sdkFile(
      'twilio/lib/base/RequestClient.js',
    ) as typeof twilio.RequestClient;
    await new RequestClient().request({
      method: 'get',
      uri: server.origin,
      headers: {},
      username: 'u',
      password: 'p',
      authStrategy: strategy,
    } as never);
    const { authorization } = server.requests[0]!.headers;
    expect(authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
    await server.close();
  });

  it('for OAuth fetches a token for every request', async () => {
    let fetched = 0;
    const manager = {
      fetchToken: () => {
        fetched += 1;
        return Promise.resolve('token');
      },
    };
    const oauth = new twilio.ClientCredentialProviderBuilder().setTokenManager(manager).build();
    const { client, requests } = capturedClient('', '', { accountSid: AC });
    client.setCredentialProvider(oauth);
    for (let at = 0; at < 3; at++) {
      await client.request({ method: 'get', uri: 'https://api.twilio.com/x' } as never);
    }
    const values = await Promise.all(requests.map(async (r) => r.authStrategy?.getAuthString()));
    expect(values).toEqual(['Bearer token', 'Bearer token', 'Bearer token']);
    expect(fetched).toBe(3);
  });
});
