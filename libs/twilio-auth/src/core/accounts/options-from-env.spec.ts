import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  accountFrom,
  accountOf,
  configErrorOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { optionsFromEnv } from './options-from-env.js';

const development = { NODE_ENV: 'development' };

describe('options from the environment', () => {
  it('load to the same account as the environment alone', async () => {
    const variables = { ...development, ...VARIABLES['api-key'], TWILIO_EDGE: 'dublin' };
    const account = await accountOf(optionsFromEnv(variables), development);

    expect(account).toMatchObject({ origin: { source: 'environment' }, edge: 'dublin' });
    expect(account).toEqual(await accountFrom(variables));
  });

  it('show no secret', () => {
    const options = optionsFromEnv({ ...development, ...VARIABLES.oauth });
    expect(inspect(options, { depth: 10, showHidden: true })).not.toContain(SECRET);
  });

  it.each([
    ['nothing is set', {}, 2],
    ['half of a credential is set', { TWILIO_API_KEY: VARIABLES['api-key'].TWILIO_API_KEY }, 2],
    [
      'a secret is set under two names',
      { ...VARIABLES['api-key'], TWILIO_API_KEY_SECRET: SECRET },
      1,
    ],
    ['no such method exists', { ...VARIABLES.oauth, TWILIO_AUTH_METHOD: 'magic' }, 1],
  ])('are empty when %s, and loading them reports it', async (_, given, count) => {
    const variables = { ...development, ...given };
    expect(optionsFromEnv(variables)).toEqual({});
    const { problems } = await configErrorOf(optionsFromEnv(variables), variables);
    expect(problems).toHaveLength(count);
  });
});
