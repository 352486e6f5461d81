import { describe, expect, it } from 'vitest';
import { load, OAUTH_OPTIONS, refusalOf } from '#test/support/configuration.js';
import { toEnvironment } from './environment.js';

describe('the environment by NODE_ENV alone', () => {
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
  ])('counts %j as production', (nodeEnv) =>
    expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(true),
  );

  it.each(['development', 'dev', 'local', 'test', 'ci', ' Development\n', 'TEST', "'dev'"])(
    'counts %j as non-production',
    (nodeEnv) => expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(false),
  );

  it.each(['developmentx', 'x-dev', 'dev,test', 'production development', 'de\u0301v'])(
    'is not talked out of production by %j, which only looks like an allowed name',
    (nodeEnv) => expect(toEnvironment(undefined, nodeEnv).isProduction).toBe(true),
  );

  it('says why an unset one is production', () => {
    expect(toEnvironment(undefined, undefined)).toEqual({
      name: '(unset)',
      isProduction: true,
      because: 'NODE_ENV is not set, which counts as production',
    });
  });

  it('says why an unknown one is production', () => {
    expect(toEnvironment(undefined, 'staging').because).toBe(
      'NODE_ENV is "staging", which is not declared non-production',
    );
  });
});

describe('the environment by option and NODE_ENV', () => {
  it.each([
    ['development', 'production', 'production'],
    ['production', 'development', 'production'],
    ['development', 'Prod', 'prod'],
    ['staging', 'test', 'staging'],
  ])('lets the stricter of %j and %j win', (option, nodeEnv, name) => {
    expect(toEnvironment(option, nodeEnv)).toMatchObject({ name, isProduction: true });
  });

  it('takes the option where NODE_ENV is not set, for it does not disagree', () => {
    expect(toEnvironment('development', undefined)).toMatchObject({
      name: 'development',
      isProduction: false,
    });
  });

  it('takes the option where both are harmless', () => {
    expect(toEnvironment('ci', 'test').name).toBe('ci');
  });
});

describe('policy.nonProduction', () => {
  it('replaces the list of harmless environments', () => {
    expect(toEnvironment(undefined, 'Staging', [' staging ']).isProduction).toBe(false);
    expect(toEnvironment(undefined, 'development', ['staging']).isProduction).toBe(true);
  });

  it.each(['production', 'Production ', 'PROD', 'live', '', '  ', '"production"'])(
    'cannot name %j',
    async (name) => {
      const policy = { nonProduction: ['development', name] };
      const { problems } = await refusalOf({ ...OAUTH_OPTIONS, policy });

      expect(problems).toMatchObject([{ path: 'policy.nonProduction[1]' }]);
    },
  );

  it.each(['production', 7, {}, [[3]], [[null]]])(
    'refuses %j, which is no list of names',
    async (names) => {
      const { problems } = await refusalOf({ ...OAUTH_OPTIONS, policy: { nonProduction: names } });

      expect(problems).toMatchObject([{ path: 'policy.nonProduction' }]);
    },
  );

  it('does not hide NODE_ENV=production behind another harmless name', async () => {
    const options = {
      ...OAUTH_OPTIONS,
      environment: 'staging',
      policy: { nonProduction: ['staging'] },
    };
    const { environment } = await load(options, { NODE_ENV: 'production' });

    expect(environment).toMatchObject({ name: 'production', isProduction: true });
  });
});
