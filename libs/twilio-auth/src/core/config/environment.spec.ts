import { describe, expect, it } from 'vitest';
import { configErrorOf, load, OAUTH_OPTIONS } from '#test/support/configuration.js';
import { toEnvironment } from './environment.js';

describe('the environment from NODE_ENV alone', () => {
  it.each([
    undefined,
    '',
    '   ',
    '""',
    'production',
    'Production ',
    'prod',
    'staging',
    'live',
    'qa',
  ])('is production for %j', (nodeEnv) =>
    expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(true),
  );

  it.each(['development', 'dev', 'local', 'test', 'ci', ' Development\n', 'TEST', "'dev'"])(
    'is not production for %j',
    (nodeEnv) => expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(false),
  );

  it.each(['developmentx', 'x-dev', 'dev,test', 'production development', 'de\u0301v'])(
    'is production for %j, which only resembles an allowed name',
    (nodeEnv) => expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(true),
  );

  it('says why it is production when NODE_ENV is unset', () => {
    expect(toEnvironment(undefined, undefined)).toEqual({
      name: '(unset)',
      isProduction: true,
      because:
        'NODE_ENV is not set, which counts as production; on a development machine set NODE_ENV=development',
    });
  });

  it('says why it is production when the name is unknown', () => {
    expect(toEnvironment(undefined, 'staging').because).toBe(
      'NODE_ENV is "staging", which is not declared non-production',
    );
  });
});

describe('the environment from the option and NODE_ENV', () => {
  it.each([
    ['development', 'production', 'production'],
    ['production', 'development', 'production'],
    ['development', 'Prod', 'prod'],
    ['staging', 'test', 'staging'],
  ])('is the stricter of %j and %j', (option, nodeEnv, name) => {
    expect(toEnvironment(option, nodeEnv)).toMatchObject({ name, isProduction: true });
  });

  it('is the option when NODE_ENV is not set', () => {
    expect(toEnvironment('development', undefined)).toMatchObject({
      name: 'development',
      isProduction: false,
    });
  });

  it('is the option when neither is production', () => {
    expect(toEnvironment('ci', 'test').name).toBe('ci');
  });
});

describe('policy.nonProduction', () => {
  it('replaces the list of environments that are not production', () => {
    expect(toEnvironment(undefined, 'Staging', [' staging ']).isProduction).toBe(false);
    expect(toEnvironment(undefined, 'development', ['staging']).isProduction).toBe(true);
  });

  it.each(['production', 'Production ', 'PROD', 'live', '', '  ', '"production"'])(
    'rejects %j',
    async (name) => {
      const policy = { nonProduction: ['development', name] };
      const { problems } = await configErrorOf({ ...OAUTH_OPTIONS, policy });

      expect(problems).toMatchObject([{ path: 'policy.nonProduction[1]' }]);
    },
  );

  it.each(['production', 7, {}, [[3]], [[null]]])(
    'rejects %j, which is not a list of names',
    async (names) => {
      const { problems } = await configErrorOf({
        ...OAUTH_OPTIONS,
        policy: { nonProduction: names },
      });

      expect(problems).toMatchObject([{ path: 'policy.nonProduction' }]);
    },
  );

  it('does not hide NODE_ENV=production behind another name', async () => {
    const options = {
      ...OAUTH_OPTIONS,
      environment: 'staging',
      policy: { nonProduction: ['staging'] },
    };
    const { environment } = await load(options, { NODE_ENV: 'production' });

    expect(environment).toMatchObject({ name: 'production', isProduction: true });
  });
});
