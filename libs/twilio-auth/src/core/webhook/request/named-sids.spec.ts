import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_SID,
  BASE_URL,
  OTHER_SID,
  TOKEN,
  verifierOf,
  webhookAccount,
} from '#test/support/webhook-fixture.js';
import { own } from '../../primitives/own.js';
import type { WebhookRequest } from './webhook-request.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** A body under the valid signature and hash of the default account. */
function hashed(body: Buffer | string, type: string): WebhookRequest {
  const rawBody = Buffer.from(body);
  const url = `/sms?bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`;
  const signature = twilio.getExpectedTwilioSignature(TOKEN, BASE_URL + url, {});
  const headers = { 'content-type': type, 'x-twilio-signature': signature };
  return { method: 'POST', url, headers, rawBody };
}

const json = (AccountSid: string): string => JSON.stringify({ AccountSid });

describe('a signed hash does not vouch for a body that names another account', () => {
  const { verifier } = verifierOf();

  it.each<[string, Buffer | string, string, string]>([
    ['JSON', json(OTHER_SID), JSON_TYPE, 'account-conflict'],
    ['JSON with a byte order mark', `\ufeff${json(OTHER_SID)}`, JSON_TYPE, 'account-conflict'],
    ['JSON that no parser reads', `\ufeff\ufeff${json(OTHER_SID)}`, JSON_TYPE, 'account-conflict'],
    [
      'JSON of an odd type that no parser reads',
      '{"AccountSid"',
      'application/json ,x',
      'account-conflict',
    ],
    [
      'JSON in UTF-16',
      Buffer.from(json(OTHER_SID), 'utf16le'),
      `${JSON_TYPE}; charset=utf-16le`,
      'body-hash-missing',
    ],
    [
      'JSON whose second charset is another one',
      json(OTHER_SID),
      `${JSON_TYPE}; charset=utf-8; charset=utf-16le`,
      'body-hash-missing',
    ],
    [
      'the __proto__ of JSON',
      `{"__proto__":{"AccountSid":"${OTHER_SID}"}}`,
      JSON_TYPE,
      'account-conflict',
    ],
    [
      'a __proto__ within the __proto__',
      `[{"__proto__":{"__proto__":{"account_sid":"${OTHER_SID}"}}}]`,
      JSON_TYPE,
      'account-conflict',
    ],
    ['a form', `AccountSid=${OTHER_SID}`, FORM, 'account-conflict'],
    ['a form of an odd type', `AccountSid=${OTHER_SID}`, `${FORM} ,x`, 'account-conflict'],
    [
      'a form in another charset',
      `AccountSid=${OTHER_SID}`,
      `${FORM}; charset=iso-8859-1`,
      'body-hash-missing',
    ],
  ])('%s', (_, body, type, reason) => {
    expect(verifier.verify(hashed(body, type))).toMatchObject({ valid: false, reason });
  });

  it.each<[string, Buffer | string, string]>([
    ['JSON', json(ACCOUNT_SID), `${JSON_TYPE}; charset=utf-8`],
    ['JSON with a byte order mark', `\ufeff${json(ACCOUNT_SID)}`, JSON_TYPE],
    ['JSON without an account', '[{"a":1}]', `${JSON_TYPE};charset="UTF-8"`],
    ['an empty body', '', JSON_TYPE],
    ['a form', `AccountSid=${ACCOUNT_SID}`, FORM],
    ['text that is no JSON', 'hello', 'text/plain'],
  ])('and is accepted with its own: %s', (_, body, type) => {
    expect(verifier.verify(hashed(body, type))).toMatchObject({ valid: true });
  });
});

describe('where verification is off for an account, an unsigned request', () => {
  const { verifier } = verifierOf([webhookAccount({ verify: false })], {
    allowsUnverified: () => true,
  });
  const unsigned = (
    rawBody: Buffer | string | undefined,
    type: string,
    changes: Partial<WebhookRequest> = {},
  ) =>
    verifier.verify({
      method: 'POST',
      url: '/sms',
      headers: { 'content-type': type, 'content-length': '9' },
      rawBody,
      ...changes,
    });
  const otherInQuery = { url: `/sms?AccountSid=${OTHER_SID}` };
  const manyFields = `AccountSid=${OTHER_SID}${'&a=b'.repeat(1001)}`;

  it.each<[string, ReturnType<typeof unsigned>]>([
    ['JSON', unsigned(json(OTHER_SID), JSON_TYPE)],
    [
      'JSON that no parser kept the bytes of',
      unsigned(undefined, JSON_TYPE, { body: JSON.parse(json(OTHER_SID)) }),
    ],
    [
      'JSON in UTF-16',
      unsigned(Buffer.from(json(OTHER_SID), 'utf16le'), `${JSON_TYPE}; charset=utf-16le`),
    ],
    ['its query', unsigned('a=b', FORM, otherInQuery)],
    ['the query beside JSON', unsigned(json(ACCOUNT_SID), JSON_TYPE, otherInQuery)],
    ['a form', unsigned(`AccountSid=${OTHER_SID}`, FORM)],
    ['a form of an odd type', unsigned(`AccountSid=${OTHER_SID}`, `${FORM} ,x`)],
    ['a form of more than 1,000 fields', unsigned(manyFields, FORM)],
    ['a query of more than 1,000 fields', unsigned('a=b', FORM, { url: `/sms?${manyFields}` })],
  ])('is rejected when it names another one: %s', (_, verdict) => {
    expect(verdict).toMatchObject({ valid: false });
  });

  it.each<[string, ReturnType<typeof unsigned>]>([
    ['JSON that names it', unsigned(json(ACCOUNT_SID), JSON_TYPE)],
    ['JSON that names none', unsigned('{"a":1}', JSON_TYPE)],
    ['a form that names it', unsigned(`AccountSid=${ACCOUNT_SID}`, FORM)],
    ['a form without kept bytes', unsigned(undefined, FORM, { body: { AccountSid: ACCOUNT_SID } })],
    ['text', unsigned('hello', 'text/plain')],
    ['no body', unsigned('', FORM)],
  ])('is accepted as %s', (_, verdict) => {
    expect(verdict).toMatchObject({ valid: true, key: 'unverified' });
  });

  it('is an upgrade by the same rule', () => {
    const upgrade = (url: string) =>
      verifier.verifyUpgrade({ method: 'GET', url, headers: {} }, own({ account: 'default' }));
    expect(upgrade('/media')).toMatchObject({ valid: true });
    expect(upgrade(otherInQuery.url)).toMatchObject({ valid: false });
  });
});
