import { describe, expect, it } from 'vitest';
import { daysLeft, exceptionFor, exceptionProblems, exceptionsIn } from './exceptions.js';

const NOON = Date.UTC(2027, 0, 15, 12);
const GOOD = { rule: 'auth-token', until: '2027-01-31', reason: 'the move to OAuth is planned' };

const pathsOf = (...exceptions: unknown[]): readonly string[] =>
  exceptionProblems(exceptions as never, NOON).map(({ path }) => path);

describe('an exception to a rule', () => {
  it.each([
    ['complete', GOOD],
    ['for one account', { ...GOOD, account: 'billing' }],
    ['that ends today', { ...GOOD, until: '2027-01-15' }],
    ['180 days ahead', { ...GOOD, until: '2027-07-14' }],
    ['on a leap day', { ...GOOD, until: '2028-02-29' }],
  ])('is valid when it is %s', (what, exception) => {
    const now = what === 'on a leap day' ? Date.UTC(2028, 1, 1) : NOON;
    expect(exceptionProblems([exception], now)).toEqual([]);
  });

  it.each([
    ['that ended yesterday', { ...GOOD, until: '2027-01-14' }, 'until'],
    ['181 days ahead', { ...GOOD, until: '2027-07-15' }, 'until'],
    ['in the year 9999', { ...GOOD, until: '9999-12-31' }, 'until'],
    ['without a date', { ...GOOD, until: undefined }, 'until'],
    ['until another notation', { ...GOOD, until: '31.01.2027' }, 'until'],
    ['until a moment', { ...GOOD, until: '2027-01-31T00:00:00Z' }, 'until'],
    ['until a year', { ...GOOD, until: '2027' }, 'until'],
    ['until a list of a date', { ...GOOD, until: ['2027-01-31'] }, 'until'],
    ['until a Date', { ...GOOD, until: new Date(NOON) }, 'until'],
    ['until a day that does not exist', { ...GOOD, until: '2027-02-30' }, 'until'],
    ['until a month that does not exist', { ...GOOD, until: '2027-13-01' }, 'until'],
    ['without a reason', { ...GOOD, reason: undefined }, 'reason'],
    ['with an empty reason', { ...GOOD, reason: ' \t' }, 'reason'],
    ['for an unknown rule', { ...GOOD, rule: 'auth-tokens' }, 'rule'],
    ['for every rule', { ...GOOD, rule: '*' }, 'rule'],
    ['without a rule', { ...GOOD, rule: undefined }, 'rule'],
    ['for an account without a name', { ...GOOD, account: '' }, 'account'],
    ['for a list of accounts', { ...GOOD, account: ['a'] }, 'account'],
    ['with a misspelt account', { ...GOOD, acount: 'billing' }, 'acount'],
  ])('%s is invalid', (_what, exception, field) => {
    expect(pathsOf(GOOD, exception)).toEqual([`policy.exceptions[1].${field}`]);
  });

  it('is told by its date why it is invalid, and which rules there are', () => {
    const expected = (exception: object): unknown =>
      exceptionProblems([{ ...GOOD, ...exception }], NOON)[0]?.expected;
    expect(expected({ until: '31.01.2027' })).toBe('expected a date YYYY-MM-DD');
    expect(expected({ until: undefined })).toBe('expected a date YYYY-MM-DD');
    expect(expected({ until: '2027-01-14' })).toBe('the exception ended on 2027-01-14');
    expect(expected({ until: '2027-07-15' })).toBe('at most 180 days ahead');
    const [unknown] = exceptionProblems([{ ...GOOD, rule: 'auth-tokens' }], NOON);
    expect(unknown?.remedy).toMatch(/"auth-token".*Use one of auth-token, test-credentials, /);
    expect(unknown?.remedy.match(/auth-token,/g)).toHaveLength(2);
  });

  it.each([null, 'auth-token', 7, undefined, [[]]])('must be an object, not %j', (exception) => {
    expect(pathsOf(exception)).toEqual(['policy.exceptions[0]']);
  });

  it('has whole days left', () => {
    expect(daysLeft('2027-01-15', NOON)).toBe(0);
    expect(daysLeft('2027-01-16', NOON)).toBe(1);
    expect(daysLeft('2027-01-14', NOON)).toBe(-1);
  });
});

describe('the exceptions of options that are not validated', () => {
  it('are those of their policy, where they are a list', () => {
    expect(exceptionsIn({ policy: { exceptions: [GOOD] } })).toEqual([GOOD]);
    expect(exceptionsIn({ policy: { exceptions: GOOD } })).toEqual([]);
  });

  it.each([undefined, null, 'text', {}, { policy: 7 }, { policy: {} }])(
    'are none in %j',
    (options) => expect(exceptionsIn(options)).toEqual([]),
  );

  it('are none where only a prototype has them', () => {
    const inherited = Object.create({ policy: { exceptions: [GOOD] } }) as object;
    expect(exceptionsIn(inherited)).toEqual([]);
    expect(exceptionsIn({ policy: Object.create({ exceptions: [GOOD] }) as object })).toEqual([]);
  });
});

describe('a valid exception', () => {
  const allows = (exception: object, account = 'billing', nowMs = NOON): boolean =>
    exceptionFor({ rule: 'auth-token', account }, [{ ...GOOD, ...exception }], nowMs) !== undefined;

  it('allows its rule for the account that it names', () => {
    expect(allows({ account: 'billing' })).toBe(true);
    expect(allows({ account: 'tenant:acme' }, 'tenant:acme')).toBe(true);
  });

  it('without an account allows it for the default account only', () => {
    expect(allows({}, 'default')).toBe(true);
    expect(allows({})).toBe(false);
    expect(allows({}, 'tenant:acme')).toBe(false);
  });

  it('allows no other rule, and no other account', () => {
    expect(allows({ account: 'billing', rule: 'test-credentials' })).toBe(false);
    expect(allows({ account: 'default' })).toBe(false);
  });

  it('ends at the end of its last day', () => {
    expect(allows({}, 'default', Date.UTC(2027, 1, 1) - 1)).toBe(true);
    expect(allows({}, 'default', Date.UTC(2027, 1, 1))).toBe(false);
  });
});
