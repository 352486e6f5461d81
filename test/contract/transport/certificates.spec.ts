import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';
import { openTransport } from '#test/support/sdk-pair.js';
import { TestCredential } from '#test/support/test-credential.js';
import { makeTestCertificate, type TestCertificate } from '#test/support/tls-certificate.js';
import { rejectionOf } from '#test/support/thrown.js';
import type { TransportOptions } from '../../../libs/twilio-auth/src/core/transport/transport.js';
import { AUTHORIZATION, request } from './loopback.js';

describe('the certificate of the server', () => {
  let certificate: TestCertificate;
  let server: RecordingServer;
  let folder: string;

  beforeAll(async () => {
    certificate = makeTestCertificate(['DNS:localhost']);
    server = await startRecordingServer(certificate);
    folder = mkdtempSync(join(tmpdir(), 'ca-bundle-'));
    writeFileSync(join(folder, 'ca.pem'), certificate.ca);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.close();
  });

  async function ask(options: Partial<TransportOptions>): Promise<unknown> {
    const apiBaseUrl = `https://localhost:${server.port}`;
    const transport = openTransport({ apiBaseUrl, ...options });
    const call = request(transport, new TestCredential(AUTHORIZATION));
    return call.catch((error: unknown) => error).finally(() => transport.close(0));
  }

  it('is trusted with the CA file in TWILIO_CA_BUNDLE', async () => {
    const answer = await ask({ env: { caBundlePath: join(folder, 'ca.pem') } });
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(server.requests.at(-1)).toMatchObject({ headers: { host: 'api.twilio.com' } });
  });

  it('is checked against the host in apiBaseUrl for the token endpoint too', async () => {
    const apiBaseUrl = `https://localhost:${server.port}`;
    const transport = openTransport({ apiBaseUrl, http: { ca: certificate.ca } });
    const answer = transport.sendTokenRequest({
      url: 'https://oauth.twilio.com/v2/token',
      headers: {},
      body: () => '',
      signal: AbortSignal.timeout(10_000),
      maxBodyBytes: 1024,
    });
    await expect(answer.finally(() => transport.close(0))).resolves.toMatchObject({ status: 200 });
  });

  it('is trusted with `http.ca`', async () => {
    expect(await ask({ http: { ca: certificate.ca } })).toMatchObject({ statusCode: 200 });
  });

  it('is rejected otherwise, without a retry and before the credential is sent', async () => {
    const before = server.requests.length;
    const connections = server.connections();
    expect(await ask({})).toMatchObject({
      code: 'TWILIO_AUTH_CONNECTION_FAILED',
      reason: 'SELF_SIGNED_CERT_IN_CHAIN',
      retryable: false,
    });
    expect(server.requests).toHaveLength(before);
    expect(server.connections()).toBe(connections + 1);
  });

  it('is rejected when it is for another host', async () => {
    const apiBaseUrl = `https://127.0.0.1:${server.port}`;
    expect(await ask({ apiBaseUrl, http: { ca: certificate.ca } })).toMatchObject({
      reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('is a boot error when the CA file does not exist', async () => {
    const env = { caBundlePath: join(folder, 'missing.pem') };
    const error = await rejectionOf(Promise.resolve().then(() => openTransport({ env })));
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_CONFIG_INVALID' });
    expect(error['message']).toContain('TWILIO_CA_BUNDLE');
  });
});
