import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from 'nestjs-twilio-auth/testing';
import { TestCredential } from '#test/support/test-credential.js';
import type { CustomHttpClient } from '../../config/http-options.js';
import { createResolver } from './destination.js';
import type { SdkRequest } from './sdk-contract.js';
import { CustomHttpClientAdapter } from './sdk-http-client.js';
import { authStrategyOf, type WireAuthStrategy } from './wire-credential.js';

const HOST = 'https://api.twilio.com';
const clock = new FakeClock();

function adapterOf(answer = { statusCode: 201, body: {}, headers: {} }) {
  const request = vi.fn<CustomHttpClient['request']>(() => Promise.resolve(answer));
  const adapter = new CustomHttpClientAdapter({ request }, createResolver(), { clock });
  const seen = () => request.mock.calls[0]![0] as unknown as SdkRequest;
  return { adapter, request, seen };
}

describe('a custom HTTP client', () => {
  it('gets the request without the headers that would pass by rotation and policy', async () => {
    const { adapter, seen } = adapterOf();
    const headers = { AUTHORIZATION: 'Basic other', authorization: 'Basic other', 'X-A': 'b' };
    await adapter.request({ method: 'get', uri: `${HOST}/x`, headers, timeout: 7 });
    expect(seen()).toEqual({
      method: 'get',
      uri: `${HOST}/x`,
      headers: { 'X-A': 'b' },
      timeout: 7,
    });
  });

  it('gets no headers where there are none', async () => {
    const { adapter, seen } = adapterOf();
    await adapter.request({ method: 'get', uri: `${HOST}/x` });
    expect(seen()).toEqual({ method: 'get', uri: `${HOST}/x`, headers: {} });
  });

  it('gets a strategy whose call is allowed already', async () => {
    const credential = new TestCredential('Bearer x');
    const assertPolicy = vi.spyOn(credential, 'assertPolicy');
    const { adapter, seen } = adapterOf();
    const opts = { method: 'post', uri: `${HOST}/x?y=z`, data: { Body: 'x' } };
    await adapter.request({ ...opts, authStrategy: authStrategyOf(credential) });
    expect(await (seen().authStrategy as WireAuthStrategy).getAuthString()).toBe('Bearer x');
    expect(assertPolicy).not.toHaveBeenCalled();
    expect(credential.checked).toEqual([
      { method: 'POST', host: 'api.twilio.com', path: '/x', data: { Body: 'x' } },
    ]);
  });

  it('gets nothing that is not allowed', async () => {
    const { adapter, request } = adapterOf();
    const credential = new TestCredential('Bearer x');
    credential.assertAllowed = () => {
      throw new Error('not allowed');
    };
    const authStrategy = authStrategyOf(credential);
    const refused = adapter.request({ method: 'get', uri: `${HOST}/x`, authStrategy });
    await expect(refused).rejects.toThrow('not allowed');
    const elsewhere = adapter.request({ method: 'get', uri: 'https://example.com/' });
    await expect(elsewhere).rejects.toMatchObject({ reason: 'host-refused' });
    expect(request).not.toHaveBeenCalled();
    expect(adapter.lastRequest).toBeUndefined();
  });

  it('leaves method, host, path and status of its last call behind', async () => {
    const { adapter, request } = adapterOf();
    await adapter.request({ method: 'post', uri: `${HOST}/x?y=z` });
    expect(adapter.lastRequest).toEqual({ method: 'POST', host: 'api.twilio.com', path: '/x' });
    expect(adapter.lastResponse).toEqual({ statusCode: 201 });
    request.mockRejectedValue(new Error('no answer'));
    await expect(adapter.request({ method: 'get', uri: `${HOST}/y` })).rejects.toThrow('no answer');
    expect(adapter.lastRequest).toMatchObject({ method: 'GET', path: '/y' });
    expect(adapter.lastResponse).toBeUndefined();
  });
});
