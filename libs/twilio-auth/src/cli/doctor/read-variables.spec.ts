import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formsOf, type VariableName } from '../../core/config/env-variables.js';
import { readVariables } from './read-variables.js';

const config = new URL('../../core/config/', import.meta.url);
const named = readdirSync(config)
  .filter((name) => /(?<!\.spec)\.ts$/.test(name) && name !== 'env-variables.ts')
  .flatMap((name) => readFileSync(new URL(name, config), 'utf8').match(/'TWILIO_[A-Z_]+'/g) ?? [])
  .map((quoted) => quoted.slice(1, -1) as VariableName);

describe('readVariables', () => {
  it('knows every variable that the configuration reads', () => {
    expect(named.length).toBeGreaterThan(10);
    const variables = Object.fromEntries(named.flatMap(formsOf).map((name) => [name, 'x']));
    const { set, misspelt } = readVariables(variables);
    expect([...new Set(named)].filter((name) => !set.includes(name))).toEqual([]);
    expect(misspelt).toEqual([]);
  });

  it('lists a variable that is not empty under the name by which it was set', () => {
    const variables = { TWILIO_API_KEY_SID: 'SK1', TWILIO_API_SECRET_FILE: '/x', TWILIO_EDGE: ' ' };
    expect(readVariables(variables).set).toEqual(['TWILIO_API_KEY_SID', 'TWILIO_API_SECRET_FILE']);
  });

  it.each([
    ['TWILIO_ACOUNT_SID', 'TWILIO_ACCOUNT_SID'],
    ['TWILIO_API_SECRET_FIEL', 'TWILIO_API_SECRET_FILE'],
    ['TWILIO_PHONE_NUMBER', undefined],
    ['TWILIO_LOG_LEVEL', undefined],
    ['OTHER_ACCOUNT_SID', undefined],
  ])('recognises a misspelt name: %s', (name, meant) => {
    const expected = meant === undefined ? [] : [{ name, meant }];
    expect(readVariables({ [name]: 'x' }).misspelt).toEqual(expected);
  });
});
