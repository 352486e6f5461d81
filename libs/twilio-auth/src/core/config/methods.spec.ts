import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { formsOf } from './env-variables.js';
import { BUILT_IN_METHODS, isBuiltIn, methodOf } from './methods.js';
import { SCHEMAS } from './schema/schemas.js';

describe('the table of methods', () => {
  it.each(BUILT_IN_METHODS)('lists exactly the fields that the schema of %s checks', (method) => {
    const checked = getMetadataStorage()
      .getTargetValidationMetadatas(SCHEMAS[`auth.${method}`], '', false, false)
      .map(({ propertyName }) => propertyName);
    expect([...new Set(checked)].toSorted()).toEqual(
      Object.keys(methodOf(method).fields).toSorted(),
    );
  });

  it.each(BUILT_IN_METHODS)(
    'has a variable for the secret of %s that may name a file',
    (method) => {
      const { fields, secret } = methodOf(method);
      expect(formsOf(fields[secret]!)).toContain(`${fields[secret]}_FILE`);
    },
  );

  it('lists the strongest method first', () => {
    expect(BUILT_IN_METHODS).toEqual(['oauth', 'api-key', 'auth-token', 'test']);
  });

  it.each(['vault', 'OAuth', '__proto__', 'toString', ''])('does not contain %j', (method) => {
    expect(isBuiltIn(method)).toBe(false);
  });
});
