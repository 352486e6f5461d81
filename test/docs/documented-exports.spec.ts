import { beforeAll, describe, expect, it } from 'vitest';
import { undocumentedExports } from './documented-exports.js';

describe('the names of the front doors', () => {
  let undocumented: readonly string[];
  beforeAll(() => {
    undocumented = undocumentedExports();
  }, 60_000);

  it('each say in a doc comment what they give', () => expect(undocumented).toEqual([]));
});
