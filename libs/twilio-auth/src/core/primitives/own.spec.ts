import { expect, it, onTestFinished } from 'vitest';
import { own } from './own.js';

it('copies what was given, and finds nothing else', () => {
  const polluted = Object.prototype as { verify?: boolean };
  polluted.verify = false;
  onTestFinished(() => void delete polluted.verify);

  const given: { readonly account: string; readonly verify?: boolean } = { account: 'billing' };
  expect(given.verify).toBe(false);
  expect(own(given)).toEqual({ account: 'billing' });
  expect(own(given).verify).toBeUndefined();
});
