import { describe, expect, it } from 'vitest';
import { accountsNamedIn, hasTooManyFields, parseForm, signedParams, textAt } from './form.js';

function pairsOf(encoded: string | Uint8Array): [string, string][] {
  const form = parseForm(Buffer.from(encoded));
  return form.fields.map(({ start, nameEnd, valueStart, end }) => [
    textAt(form, start, nameEnd),
    textAt(form, valueStart, end),
  ]);
}

const named = (form: string) => accountsNamedIn(parseForm(Buffer.from(form))).accountSids;

describe('a form is read', () => {
  it.each([
    'a=1&b=2',
    'b=2&a=1&a=0&a=1',
    'a[b]=c&a[]=d&%5Ba%5D=e',
    '__proto__=x&constructor=y&__proto__[z]=w',
    '=value&name&&=&a==b=&&',
    'a=%zz&b=%&c=%4&d=%2&e=%%41&f=%4g',
    'a+b=c+d&e=%2B&f=%20',
    'a=b &  c = d ',
    'a=%E2%98%95&%C3%A9=%F0%9F%8E%89',
    'a=☕&é=🎉',
    '\uFEFFa=b',
    'a=%00%0D%0A&b=%26%3D%25',
    '&&&',
    '',
  ])('as the URL Standard reads it: %s', (encoded) => {
    expect(pairsOf(encoded)).toEqual([...new URLSearchParams(encoded)]);
  });

  it('with as many fields as a webhook may have, in order', () => {
    const encoded = Array.from({ length: 1000 }, (_, index) => `a=${index}`).join('&');
    expect(pairsOf(encoded)).toEqual([...new URLSearchParams(encoded)]);
    expect(hasTooManyFields(parseForm(Buffer.from(encoded)))).toBe(false);
    expect(hasTooManyFields(parseForm(Buffer.from(`${encoded}&&`)))).toBe(false);
  });

  it('no further than one field more', () => {
    const form = parseForm(Buffer.from('a=1&'.repeat(100_000)));
    expect([form.fields.length, hasTooManyFields(form)]).toEqual([1001, true]);
  });

  it.each([
    ['few fields', 50],
    ['many fields', 999],
  ])('and sorted in the same way with %s as by the SDK', (_, count) => {
    const names = [
      'To',
      'ToZip',
      'From',
      'MediaUrl1',
      'MediaUrl',
      'é',
      '\u{1F389}',
      '\uFFFD',
      'a+b',
      'FromState',
    ];
    const pairs = Array.from({ length: count }, (_value, index): [string, string] => [
      names[(index * 7) % names.length]!,
      `${(index * 31) % 17}`,
    ]);
    const encoded = Buffer.from(new URLSearchParams(pairs).toString());
    const byName = new Map<string, Set<string>>();
    for (const [name, value] of pairs) byName.set(name, (byName.get(name) ?? new Set()).add(value));
    const expected = [...byName.keys()]
      .toSorted()
      .flatMap((name) => [...byName.get(name)!].toSorted().map((value) => name + value));
    expect(signedParams(parseForm(encoded)).toString()).toBe(expected.join(''));
  });

  it('without confusing two invalid sequences', () => {
    const bytes = (encoded: string) => signedParams(parseForm(Buffer.from(encoded, 'latin1')));
    expect(bytes('a=%FF').equals(bytes('a=%FE'))).toBe(false);
    expect(bytes('a=\u00ff')).toEqual(Buffer.from([0x61, 0xff]));
    expect(bytes('a=%FF').equals(bytes('a=%EF%BF%BD'))).toBe(false);
  });
});

describe('the accounts that a form names', () => {
  it.each([
    ['AccountSid=AC1', ['AC1']],
    ['ApiVersion=1&AccountSid=AC1&AccountSid=AC2', ['AC1', 'AC2']],
    ['%41ccountSid=AC1&Account%53id=A%43+2', ['AC1', 'AC 2']],
    ['AccountSid[]=AC1&AccountSid[0]=AC2&[AccountSid]=AC3', ['AC1', 'AC2', 'AC3']],
    ['AccountSid%5B%5D=AC1&%5BAccountSid%5D=AC2', ['AC1', 'AC2']],
    ['AccountSid', ['']],
    ['AccountSids=AC1&ParentAccountSid=AC2&accountsid=AC3&AccountSi=AC4&x[AccountSid]=AC5', []],
  ])('are found in %s', (form, sids) => {
    expect(named(form)).toEqual(sids);
  });
});

describe('the accounts that a form names in the spelling of JSON', () => {
  const sid = `AC${'1'.repeat(32)}`;
  it.each([
    [`account_sid=${sid}`, [sid]],
    [`account%5Fsid=${sid}&[account_sid]=${sid}&account_sid[0]=${sid}`, [sid, sid, sid]],
    [`account_sid=17&account_sids=${sid}&accountSid=${sid}&xaccount_sid=${sid}`, []],
  ])('are found in %s', (form, sids) => {
    expect(accountsNamedIn(parseForm(Buffer.from(form))).snakeCaseSids).toEqual(sids);
  });
});
