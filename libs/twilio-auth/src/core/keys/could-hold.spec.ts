import { expect, it } from 'vitest';
import { couldHold } from './could-hold.js';

const SECRET = 'aZ3kP9qLmN2xR7tVbC5wYd8sHf4gJ6uE';
const json = JSON.stringify({ accountSid: 'AC', keySecret: SECRET });

it.each([
  ['the secret itself', `wrong: ${SECRET}`],
  ['a part of it', `wrong: ${SECRET.slice(10, 17)}…`],
  ['a part of it in capitals', SECRET.slice(3, 12).toUpperCase()],
  ['a part of it in lines', SECRET.split('').join('\n')],
  ['the JSON as base64', Buffer.from(json).toString('base64')],
  ['the JSON as base64 after one more character', Buffer.from(` ${json}`).toString('base64')],
  ['the JSON as base64 after two more', Buffer.from(`  ${json}`).toString('base64url')],
  ['hexadecimal digits', Buffer.from(json).toString('hex').toUpperCase()],
])('%s may hold the secret', (_, text) => expect(couldHold(text, SECRET)).toBe(true));

it.each([
  ['an error of a secrets manager', 'An error occurred (AccessDenied) when calling PutSecretValue'],
  ['nothing', ''],
  ['another secret', SECRET.split('').toReversed().join('')],
])('%s does not', (_, text) => expect(couldHold(text, SECRET)).toBe(false));

it('A short secret is found as a whole, and an empty one nowhere', () => {
  expect(couldHold('it is abc', 'abc')).toBe(true);
  expect(couldHold('it is ab', 'abc')).toBe(false);
  expect(couldHold('it is ab', '')).toBe(false);
});
