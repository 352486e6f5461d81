import { expect, it } from 'vitest';
import { bodyType } from './body-type.js';

const FORM = 'application/x-www-form-urlencoded';

it.each([
  [undefined, 'form'],
  ['', 'form'],
  [FORM, 'form'],
  [FORM.toUpperCase(), 'form'],
  [`${FORM} `, 'form'],
  [` ${FORM}`, 'form'],
  [`${FORM};`, 'form'],
  [`${FORM}; charset=UTF-8`, 'form'],
  [`${FORM}; charset="utf-8"`, 'form'],
  [`${FORM}; charset = utf-8; x=1`, 'form'],
  [`${FORM}; charset=utf-8x`, 'other-charset'],
  [`${FORM}; charset=latin1`, 'other-charset'],
  [`${FORM}x`, 'form-like'],
  [`${FORM}, text/plain`, 'form-like'],
  [`x${FORM}`, 'other'],
  ['application/json', 'json'],
  ['application/cloudevents+JSON; charset=utf-8', 'json'],
  ['application/jsonp', 'other'],
  ['text/plain; x=/json', 'other'],
  ['text/plain', 'other'],
])('a content type says what a body is: %s', (type, kind) => {
  expect(bodyType({ headers: { 'content-type': type } })).toBe(kind);
});
