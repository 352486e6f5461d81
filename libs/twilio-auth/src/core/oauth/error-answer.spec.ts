import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CLIENT_SECRET, baseOAuthAccount, oauthFactory } from '#test/support/oauth-fixture.js';
import { useTokenEndpoint } from '#test/support/token-endpoint.js';
import { rejectionOf } from '#test/support/thrown.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { Secret } from '../primitives/secret.js';

const endpoint = useTokenEndpoint();

describe('An error of the token endpoint', () => {
  it('is reported with Twilio’s message, status and code', async () => {
    const body = { code: 20003, message: 'Authenticate', more_info: 'https://x', status: 401 };
    endpoint.always({ status: 401, body });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error).toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
      status: 401,
      twilioCode: 20003,
      retryable: false,
      account: 'default',
    });
    expect(error.message).toContain('HTTP 401, code 20003');
    expect(error.message).toContain('"Authenticate"');
  });

  it.each([
    ['RFC 6749', { error: 'invalid_client', error_description: 'no such app' }, 'no such app'],
    ['RFC 9457', { type: 'about:blank', title: 'Unauthorized', detail: 'bad app' }, 'bad app'],
    ['HTML', '<html><style>p{}</style><body><h1>Go  away</h1></body></html>', 'Go away'],
    ['text', 'nope\r\nSet-Cookie: x', 'nope Set-Cookie: x'],
  ])('is read when its format is %s', async (_, body, words) => {
    endpoint.always({ status: 401, body });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error['code']).toBe('TWILIO_AUTH_OAUTH_TOKEN_REFUSED');
    expect(error.message).toContain(`"${words}"`);
  });

  it.each([400, 401, 403, 404, 422, 499])('is a refusal with HTTP %d', async (status) => {
    endpoint.always({ status });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error).toMatchObject({
      code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED',
      status,
      reason: `http-${status}`,
      retryable: false,
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('is quoted in at most 300 characters', async () => {
    endpoint.always({ status: 401, body: { message: 'x'.repeat(10_000) } });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error.message).toContain(`"${'x'.repeat(300)}…"`);
    expect(error.message).not.toContain('x'.repeat(301));
  });

  it('is reported without a body as well', async () => {
    endpoint.always({ status: 403 });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error).toMatchObject({ code: 'TWILIO_AUTH_OAUTH_TOKEN_REFUSED', reason: 'http-403' });
    expect(error.message).toContain('(HTTP 403).');
  });

  it('does not show the client secret in the message or anywhere else in the error', async () => {
    const quoted = `wrong secret ${CLIENT_SECRET} for you`;
    endpoint.always({ status: 400, body: { error: CLIENT_SECRET, error_description: quoted } });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error.message).toContain('wrong secret [secret] for you');
    const everything = inspect(error, { depth: 12, showHidden: true, getters: true });
    expect(everything + JSON.stringify(error)).not.toContain(CLIENT_SECRET);
  });

  it.each([
    ['in URL encoding', (text: string) => encodeURIComponent(text)],
    [
      'as it was sent, in a form',
      (text: string) => String(new URLSearchParams([['', text]])).slice(1),
    ],
    ['in a form in lower case', (text: string) => encodeURIComponent(text).toLowerCase()],
  ])('does not show the client secret when the answer has it %s', async (_, encode) => {
    const clientSecret = new Secret("a secret/with+signs='(~)");
    endpoint.always({ status: 400, body: `bad: ${encode(clientSecret.reveal())}` });
    const { strategy } = oauthFactory(endpoint, { clientSecret });
    const error = await rejectionOf(strategy.authorization());
    expect(error.message).toContain('"bad: [secret]"');
  });

  it('has no control characters, with which a terminal could be written to', async () => {
    endpoint.always({ status: 400, body: 'bad\u009b31m\u001b[0m\u0085\u0000 end' });
    const error = await rejectionOf(oauthFactory(endpoint).strategy.authorization());
    expect(error.message).toContain('"bad 31m [0m end"');
    expect(error.message).not.toMatch(/[\p{Cc}]/u);
  });

  it('is remembered for five seconds when it is a refusal, so that a wrong secret causes no request storm', async () => {
    endpoint.always({ status: 401 });
    const clock = new FakeClock();
    const { strategy, events } = oauthFactory(endpoint, {}, { clock });
    await rejectionOf(strategy.authorization());
    await clock.advance(4_999);
    await rejectionOf(strategy.authorization());
    expect(endpoint.requests).toHaveLength(1);
    expect(events.of('token.failed')).toHaveLength(1);
    endpoint.always(undefined);
    await clock.advance(1);
    expect(await strategy.authorization()).toBe('Bearer token-1');
  });

  it('is forgotten when a rotation creates a new strategy', async () => {
    endpoint.next({ status: 401 });
    const { strategy, factory } = oauthFactory(endpoint);
    await rejectionOf(strategy.authorization());
    expect(await factory.create(baseOAuthAccount()).authorization()).toBe('Bearer token-1');
  });
});
