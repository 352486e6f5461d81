import { describe, expect, it } from 'vitest';
import { withoutUndefined } from './without-undefined.js';

describe('withoutUndefined()', () => {
  it('drops the fields that are undefined, and no others', () => {
    const fields = { a: undefined, b: null, c: 0, d: '', e: false };
    expect(Object.entries(withoutUndefined(fields))).toEqual([
      ['b', null],
      ['c', 0],
      ['d', ''],
      ['e', false],
    ]);
  });

  it('returns a copy that keeps defaults when it is spread over them', () => {
    const given: { region: string | undefined; edge: string | undefined } = {
      region: 'ie1',
      edge: undefined,
    };
    expect({ region: 'us1', edge: 'ashburn', ...withoutUndefined(given) }).toEqual({
      region: 'ie1',
      edge: 'ashburn',
    });
    expect(given).toHaveProperty('edge');
  });
});
