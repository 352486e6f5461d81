import { describe, expect, it } from 'vitest';
import { formRequest, verifierOf } from '#test/support/webhook-fixture.js';
import type { WebhookRequest } from './webhook-request.js';

const { verifier } = verifierOf();
const signed = formRequest({ Body: 'hello' });
const { rawBody, headers } = signed;

const reasonOf = async (request: WebhookRequest): Promise<unknown> => {
  const verdict = await verifier.verify(request);
  return verdict.valid ? 'valid' : verdict.reason;
};

/** The same request on a server that kept no bytes, without a header that announces a body. */
function unkept(changes: Partial<WebhookRequest>): WebhookRequest {
  const { 'content-length': _, ...others } = headers;
  return { method: 'POST', url: signed.url, headers: others, ...changes };
}

describe('the bytes of a body', () => {
  it.each([
    ['a Buffer', rawBody],
    ['other bytes', new Uint8Array(rawBody)],
    ['text', rawBody.toString()],
  ])('may be kept as %s', async (_, kept) => {
    expect(await reasonOf({ ...signed, rawBody: kept })).toBe('valid');
    const forged = typeof kept === 'string' ? `${kept}!` : Buffer.concat([kept, Buffer.from('!')]);
    expect(await reasonOf({ ...signed, rawBody: forged })).toBe('bad-signature');
  });

  it.each([
    ['its length', { headers: { ...headers, 'content-length': '10' } }],
    ['its chunks', { headers: { ...unkept({}).headers, 'transfer-encoding': 'chunked' } }],
    ['fields that a parser made of it', { body: { Body: 'hello' } }],
    ['the text that a parser made of it', { body: 'Body=hello' }],
    ['the empty text', { body: '' }],
  ])('are reported missing when %s shows that there was a body', async (_, changes) => {
    expect(await reasonOf(unkept(changes))).toBe('raw-body-missing');
  });

  it.each([undefined, null, {}])(
    'count as an empty body when no header announces a body and the parser yields %j',
    async (body) => {
      const empty = formRequest({});
      const { 'content-length': _, ...others } = empty.headers;
      expect(await reasonOf({ method: 'POST', url: empty.url, headers: others, body })).toBe(
        'valid',
      );
      expect(await reasonOf(unkept({ body }))).toBe('bad-signature');
    },
  );
});
