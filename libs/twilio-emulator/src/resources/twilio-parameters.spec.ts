import { describe, expect, it } from 'vitest';
import { operationKey, readSdkOperations } from '../../test/support/sdk-operations.js';
import { routes } from './routes.js';
import { TWILIO_PARAMETERS } from './twilio-parameters.generated.js';

/** What the SDK does with another verb, or not at all; these have no form and no query. */
const NOT_IN_SDK = new Set([
  'GET /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}',
  'GET /v1/Account/OAuthApps/{Sid}',
  'POST /v1/Account/OAuthApps/{Sid}/secret',
  'PUT /v1/Account/OAuthApps/{Sid}',
]);

describe('the parameters that Twilio knows', () => {
  const operations = readSdkOperations();
  const known = routes
    .map(({ verb, product, path }) => ({
      name: `${verb} ${path}`,
      names: operations.get(operationKey(verb, product, path)),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

  it('are read from the SDK for every emulated operation', () => {
    const missing = known.filter(({ names }) => names === undefined).map(({ name }) => name);
    expect(missing.filter((name) => !NOT_IN_SDK.has(name))).toEqual([]);
  });

  it('are those of the installed SDK', async () => {
    const lines = known
      .filter(({ names }) => names !== undefined && names.size > 0)
      .map(({ name, names = new Set() }) => `  '${name}':\n    '${[...names].join(' ')}',`);
    const text = [
      '// Generated from the sources of the `twilio` SDK by',
      '// `npx vitest run libs/twilio-emulator/src/resources/twilio-parameters.spec.ts -u`.',
      '',
      '/** The parameters that Twilio knows, by the emulated operation, separated by spaces. */',
      'export const TWILIO_PARAMETERS: Readonly<Record<string, string>> = {',
      ...lines,
      '};',
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('twilio-parameters.generated.ts');
  });

  it('include those that a route honours, and no other names', () => {
    const wrong = routes.flatMap(({ verb, path, parameters }) => {
      const names = (TWILIO_PARAMETERS[`${verb} ${path}`] ?? '').split(' ');
      return parameters
        .filter((name) => !names.includes(name))
        .map((name) => `${verb} ${path} ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
