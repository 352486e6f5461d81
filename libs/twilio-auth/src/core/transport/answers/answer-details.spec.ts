import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.js';
import { TestCredential } from '#test/support/test-credential.js';
import { withHint, withRetryAfter } from './answer-details.js';

const answer = (body: unknown, status = 429): unknown =>
  withRetryAfter({ status, headers: { 'retry-after': '7' }, body }, new FakeClock()).body;

describe('the wait that a 429 asks for', () => {
  it.each([
    ['alone', {}, { retryAfterMs: 7000 }],
    ['beside what they hold already', { details: { a: 1 } }, { a: 1, retryAfterMs: 7000 }],
    ['in place of what is not an object', { details: 'text' }, { retryAfterMs: 7000 }],
  ])('is put into the details %s', (_, body, details) => {
    expect(answer({ code: 20429, ...body })).toEqual({ code: 20429, details });
  });

  it('is not added to any other status, or to a text', () => {
    expect(answer({ code: 20503 }, 503)).toEqual({ code: 20503 });
    expect(answer('slow down')).toBe('slow down');
  });
});

describe('the hint of a credential', () => {
  const request = { method: 'GET', host: 'api.twilio.com', path: '/x', data: undefined };
  const credential = Object.assign(new TestCredential('Bearer x'), { hintText: 'Do this.' });
  const hinted = (body: unknown, status = 403): unknown =>
    withHint({ status, headers: {}, body }, credential, request).body;

  it.each([
    ['as the only details', {}, { hint: 'Do this.' }],
    ['in place of null', { details: null }, { hint: 'Do this.' }],
    ['beside other details', { details: { a: 1 } }, { a: 1, hint: 'Do this.' }],
    ['nowhere beside a text', { details: 'text' }, 'text'],
  ])('is put into the body %s', (_, body, details) => {
    expect(hinted({ code: 70051, ...body })).toEqual({ code: 70051, details });
  });

  it.each([
    ['after the detail', { detail: 'No.' }, 'No. Do this.'],
    ['in place of an empty detail', { detail: '' }, 'Do this.'],
    ['in place of one that is no text', { detail: 7 }, 'Do this.'],
    ['as the only detail', {}, 'Do this.'],
  ])('is put into an RFC 9457 body %s', (_, more, detail) => {
    const problem = { type: 'x', title: 'y' };
    expect(hinted({ ...problem, ...more })).toEqual({ ...problem, detail });
  });

  it.each([{ type: 'x' }, { title: 'y' }, { type: 'x', title: 7 }, { type: 7, title: 'y' }])(
    'is put into the details of any other body: %j',
    (body) => expect(hinted(body)).toEqual({ ...body, details: { hint: 'Do this.' } }),
  );

  it('is not for a success, a text or a call without a credential', () => {
    expect(hinted({}, 399)).toEqual({});
    expect(hinted({}, 400)).toEqual({ details: { hint: 'Do this.' } });
    expect(hinted('text')).toBe('text');
    const refused = { status: 403, headers: {}, body: {} };
    expect(withHint(refused, undefined, request)).toBe(refused);
  });

  it('is asked for with the code of Twilio, and what it says of a permission', () => {
    const asked = vi.spyOn(credential, 'hint');
    const message = 'Permission is missing';
    hinted({ code: 70051, message }, 403);
    hinted({ code: 'text', message }, 404);
    expect(asked.mock.calls).toEqual([
      [request, { code: 70051, message }],
      [request, { code: undefined, message: undefined }],
    ]);
  });
});
