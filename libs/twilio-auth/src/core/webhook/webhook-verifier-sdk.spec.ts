import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import {
  BASE_URL,
  formRequest,
  webhookAccount,
  TOKEN,
  verifierOf,
  webhookKey,
} from '#test/support/webhook-fixture.js';
import { seededRandom } from '#test/support/seeded-random.js';
import type { WebhookRequest } from './request/webhook-request.js';

const random = seededRandom(20_260_907);
const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const NAMES = [
  'From',
  'FromCity',
  'To',
  'Body',
  'MediaUrl1',
  'MediaUrl10',
  'a[b]',
  '__proto__',
  '',
];
const PIECES = [
  '',
  'x',
  ' ',
  '+1500',
  "it's",
  '%',
  '%zz',
  '=',
  '&',
  'é',
  '☕',
  '🎉',
  '\uffee',
  '\n',
  ' ',
];
const SEGMENTS = ['webhooks', 'sms', "o'hara", 'o%27hara', 'a%20b', '@', 'x:y', 'é'];
const QUERIES = ['', '', '?a=1', '?b=2&a=1', "?q='x'", '?q=%27x%27', '?x=%2F&y=a+b', '?', '?z[]=1'];

const text = () => times(Math.ceil(random() * 4), () => pick(PIECES)).join('');
const target = () =>
  `/${times(Math.ceil(random() * 3), () => pick(SEGMENTS)).join('/')}${pick(QUERIES)}`;

function params(): Record<string, string[]> {
  const all: Record<string, string[]> = Object.create(null);
  for (let left = Math.floor(random() * 8); left > 0; left -= 1)
    (all[pick(NAMES)] ??= []).push(text());
  return all;
}

/** One change that an attacker may try, or none. */
function tampered(request: ReturnType<typeof formRequest>): ReturnType<typeof formRequest> {
  const change = Math.floor(random() * 4);
  if (change === 0) return { ...request, url: `${request.url}x` };
  if (change === 1)
    return { ...request, rawBody: Buffer.concat([request.rawBody, Buffer.from('&z=1')]) };
  if (change === 2 && request.rawBody.length > 0) {
    const rawBody = Buffer.from(request.rawBody);
    rawBody[Math.floor(random() * rawBody.length)]! ^= 1;
    return { ...request, rawBody };
  }
  return request;
}

function sdkAccepts({ url = '', headers, rawBody }: WebhookRequest): boolean {
  const fields: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(String(rawBody)))
    (fields[name] ??= []).push(value);
  const signature = headers['x-twilio-signature'] as string;
  return twilio.validateRequest(TOKEN, signature, BASE_URL + url, fields);
}

describe('compared with validateRequest of the SDK', () => {
  const { verifier } = verifierOf([webhookAccount()]);

  it("Twilio's documented example is accepted", () => {
    const { verifier: documented } = verifierOf([
      webhookAccount({ keys: [webhookKey('12345')], baseUrl: 'https://mycompany.com' }),
    ]);
    const form =
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
    const request = {
      method: 'POST',
      url: '/myapp.php?foo=1&bar=2',
      headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
      rawBody: form,
    };
    expect(documented.verify(request)).toMatchObject({ valid: true });
    expect(documented.verify({ ...request, rawBody: `${form}&x=` })).toMatchObject({
      valid: false,
    });
  });

  it('every signed form is accepted, and a tampered one rejected whenever the SDK rejects it', () => {
    for (let round = 0; round < 3000; round += 1) {
      const signed = formRequest(params(), { target: target() });
      expect(verifier.verify(signed), signed.url).toMatchObject({ valid: true });
      const request = tampered(signed);
      const said = `${request.url} ${String(request.rawBody)}`;
      // The SDK also re-encodes a URL in two further ways, so it may accept more, never less.
      if (sdkAccepts(request)) continue;
      expect(verifier.verify(request), said).toMatchObject({ valid: false });
    }
  });

  it('every JSON body is accepted or rejected exactly as by validateRequestWithBody', () => {
    for (let round = 0; round < 500; round += 1) {
      const rawBody = Buffer.from(JSON.stringify({ text: text(), list: [random()] }));
      const hash = createHash('sha256').update(rawBody).digest('hex');
      const [path, query] = target().split('?');
      const url = `${path}?${query ? `${query}&` : ''}bodySHA256=${hash}`;
      const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + url, {});
      const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
      for (const sent of [rawBody, Buffer.concat([rawBody, Buffer.from(' ')])]) {
        const request = { method: 'POST', url, headers, rawBody: sent };
        expect(verifier.verify(request)).toMatchObject({
          valid: twilio.validateRequestWithBody(TOKEN, signature, BASE_URL + url, String(sent)),
        });
      }
    }
  });
});

describe('stricter than the SDK on purpose:', () => {
  const { verifier } = verifierOf([webhookAccount()]);

  it('a URL that only matches after normalising is rejected', () => {
    const signed = formRequest({ a: '1' }, { target: '/a%20b' });
    const request = { ...signed, url: '/a b' };
    expect(sdkAccepts(request)).toBe(true);
    expect(verifier.verify(request)).toMatchObject({ valid: false, reason: 'bad-signature' });
  });

  it('bytes that are not UTF-8 do not pass for the replacement character', () => {
    const signed = formRequest({ Body: '\ufffd' });
    const request = { ...signed, rawBody: Buffer.from('Body=%FF') };
    expect(sdkAccepts(request)).toBe(true);
    expect(verifier.verify(request)).toMatchObject({ valid: false });
  });

  it('a signature by the empty key is rejected, where the SDK accepts it', () => {
    const signature = twilio.getExpectedTwilioSignature('', `${BASE_URL}/w`, {});
    expect(twilio.validateRequest('', signature, `${BASE_URL}/w`, {})).toBe(true);
    const { verifier: empty } = verifierOf([webhookAccount({ keys: [webhookKey('')] })]);
    const request = { method: 'POST', url: '/w', headers: { 'x-twilio-signature': signature } };
    expect(empty.verify(request)).toMatchObject({ valid: false, reason: 'bad-signature' });
  });

  it('a JSON body without its hash is rejected, where the SDK would accept any body', () => {
    const signature = twilio.getExpectedTwilioSignature(TOKEN, `${BASE_URL}/w`, {});
    expect(twilio.validateRequest(TOKEN, signature, `${BASE_URL}/w`, {})).toBe(true);
    const request = {
      method: 'POST',
      url: '/w',
      headers: { 'content-type': 'application/json', 'x-twilio-signature': signature },
      rawBody: Buffer.from('{"any":"body"}'),
    };
    expect(verifier.verify(request)).toMatchObject({ valid: false, reason: 'body-hash-missing' });
  });
});
