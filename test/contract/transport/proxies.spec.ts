import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startConnectProxy, type ConnectProxy } from '#test/support/connect-proxy.js';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { basic, TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import { rejectionOf } from '#test/support/thrown.js';
import type {
  Transport,
  TransportOptions,
} from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { AUTHORIZATION, request } from './loopback.js';

describe('a proxy', () => {
  let certificate: TestCertificate;
  let twilio: RecordingServer;
  let proxy: ConnectProxy;
  let other: ConnectProxy;
  const credential = new TestCredential(AUTHORIZATION);

  beforeAll(async () => {
    certificate = makeTestCertificate();
    twilio = await startRecordingServer(certificate);
    proxy = await startConnectProxy(twilio.port, basic('user', 'p@ss'));
    other = await startConnectProxy(twilio.port);
  });
  beforeEach(() => {
    for (const list of [twilio.requests, proxy.targets, proxy.credentials, other.targets]) {
      list.length = 0;
    }
  });
  afterAll(async () => {
    await proxy.close();
    await other.close();
    await twilio.close();
  });

  const withPassword = (): string => proxy.url.replace('http://', 'http://user:p%40ss@');

  async function through(options: Partial<TransportOptions>, uri?: string): Promise<unknown> {
    const http = { ca: certificate.ca, retries: 0, ...options.http };
    const transport: Transport = openTransport({ ...options, http });
    try {
      return await request(transport, credential, uri === undefined ? {} : { uri });
    } catch (error) {
      return error;
    } finally {
      await transport.close(0);
    }
  }

  it('of the options gets every request, and only its own password', async () => {
    await through({ http: { proxy: withPassword() } });
    expect(proxy.targets).toEqual(['api.twilio.com:443']);
    expect(proxy.credentials).toEqual([basic('user', 'p@ss')]);
    expect(twilio.requests).toMatchObject([{ headers: { authorization: AUTHORIZATION } }]);
    expect(twilio.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it('may be reached over TLS, with the same authorities', async () => {
    const secure = await startConnectProxy(twilio.port, undefined, certificate);
    await through({ http: { proxy: secure.url } });
    expect(secure.targets).toEqual(['api.twilio.com:443']);
    expect(twilio.requests).toHaveLength(1);
    await secure.close();
  });

  it.each([
    ['HTTPS_PROXY', 'httpsProxy'],
    ['HTTP_PROXY, as the SDK reads it', 'httpProxy'],
  ])('of the environment is found in %s', async (_, name) => {
    await through({ env: { [name]: other.url } });
    expect(other.targets).toEqual(['api.twilio.com:443']);
    expect(twilio.requests).toHaveLength(1);
  });

  it('for https wins over the one for http', async () => {
    await through({ env: { httpsProxy: other.url, httpProxy: withPassword() } });
    expect([other.targets.length, proxy.targets.length]).toEqual([1, 0]);
  });

  it.each(['127.0.0.1', '.0.0.1', '0.0.1', '*', 'x, 127.0.0.1:PORT'])(
    'is bypassed with NO_PROXY=%s',
    async (pattern) => {
      const noProxy = pattern.replace('PORT', `${twilio.port}`);
      await through({ apiBaseUrl: twilio.origin, env: { httpsProxy: other.url, noProxy } });
      expect(other.targets).toEqual([]);
      expect(twilio.requests).toHaveLength(1);
    },
  );

  it('is not bypassed with NO_PROXY for another host or port', async () => {
    await through({ env: { httpsProxy: other.url, noProxy: 'lookups.twilio.com,twilio.com:80' } });
    expect(other.targets).toHaveLength(1);
  });

  it('of the options wins over the environment, and `false` over both', async () => {
    const env = { httpsProxy: withPassword(), noProxy: 'api.twilio.com' };
    await through({ env, http: { proxy: other.url } });
    expect(other.targets).toHaveLength(1);
    await through({ apiBaseUrl: twilio.origin, env: { httpsProxy: other.url } });
    expect(other.targets).toHaveLength(2);
    const direct = { apiBaseUrl: twilio.origin, http: { proxy: false as const } };
    await through({ ...direct, env: { httpsProxy: other.url } });
    expect(other.targets).toHaveLength(2);
    expect(twilio.requests).toHaveLength(3);
  });

  it('that requires a password is named in the error', async () => {
    expect(await through({ http: { proxy: proxy.url } })).toMatchObject({
      reason: 'PROXY_407',
      host: 'api.twilio.com',
      hint: expect.stringContaining('proxy URL') as string,
    });
    expect(twilio.requests).toEqual([]);
  });

  it('that is down causes an error without its password', async () => {
    const down = await startConnectProxy(1);
    await down.close();
    const url = down.url.replace('http://', 'http://user:hunter2@');
    const error = await through({ http: { proxy: url } });
    expect(error).toMatchObject({ reason: 'ECONNREFUSED' });
    expect(`${inspect(error)} ${JSON.stringify(error)}`).not.toContain('hunter2');
  });

  it.each([
    { http: { proxy: 'no url with hunter2' } },
    { env: { httpsProxy: 'http://hunter2:x:y' } },
  ])('that is not a URL is refused at boot, without showing it: %o', async (options) => {
    const error = await rejectionOf(Promise.resolve().then(() => openTransport(options)));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(`${inspect(error)} ${JSON.stringify(error)}`).not.toContain('hunter2');
  });
});
