import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AC, capturedClient, SK } from './captured-client.js';

/** Why we pass empty strings to our clients: see core/client/create-client.ts. */
describe('The SDK client', () => {
  const variables = {
    TWILIO_ACCOUNT_SID: `AC${'e'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token-of-the-environment',
    TWILIO_REGION: 'ie1',
    TWILIO_EDGE: 'dublin',
    TWILIO_LOG_LEVEL: 'debug',
  };
  beforeEach(() => void Object.assign(process.env, variables));
  afterEach(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });

  it('falls back to TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN', () => {
    const { client } = capturedClient(undefined, undefined);
    expect(client).toMatchObject({
      username: variables.TWILIO_ACCOUNT_SID,
      password: variables.TWILIO_AUTH_TOKEN,
    });
  });

  it('pairs an API key with the Auth Token of the environment', () => {
    const { client } = capturedClient(SK, undefined, { accountSid: AC });
    expect(client).toMatchObject({ username: SK, password: variables.TWILIO_AUTH_TOKEN });
  });

  it('reads the environment in spite of `env: {}`', () => {
    const { client } = capturedClient(undefined, undefined, { env: {} });
    expect(client).toMatchObject({ password: variables.TWILIO_AUTH_TOKEN });
  });

  it('ignores the environment when it is given empty strings', async () => {
    const opts = { accountSid: AC, region: '', edge: '', logLevel: '' };
    const { client, requests } = capturedClient('', '', opts);
    expect(client).toMatchObject({
      username: '',
      password: '',
      region: '',
      edge: '',
      logLevel: '',
    });
    const strategy = { getAuthString: () => Promise.resolve('x') };
    client.setCredentialProvider({ toAuthStrategy: () => strategy } as never);
    client.setAccountSid(AC);
    await client.request({ method: 'get', uri: 'https://api.twilio.com/x' } as never);
    expect(requests).toMatchObject([{ uri: 'https://api.twilio.com/x', authStrategy: strategy }]);
    expect([requests[0]?.username, requests[0]?.password]).toEqual([undefined, undefined]);
  });

  it('does not log at debug level because of TWILIO_LOG_LEVEL', async () => {
    const { client, requests } = capturedClient(AC, 'x');
    await client.request({ method: 'get', uri: 'https://api.twilio.com/x' } as never);
    expect(requests[0]?.logLevel).toBeUndefined();
  });

  it('validates nothing but the first letters of accountSid', () => {
    expect(() => capturedClient(SK, 'x')).toThrow('accountSid must start with AC');
    expect(() => capturedClient('', '', { accountSid: 'ACnonsense' })).not.toThrow();
  });
});
