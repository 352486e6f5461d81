import { describe, expect, it } from 'vitest';
import { EDGES, PURPOSES, recommendFor, type Recommendation } from './advice.js';

const valueOf = ({ env }: Recommendation, name: string): string | undefined =>
  env.find((line) => line.name === name)?.value;
const REGIONS = Object.keys(EDGES).filter((region) => region !== 'us1');

describe('the recommendation', () => {
  it.each([
    ['prototype', 'auth-token', 'development', 'TWILIO_AUTH_TOKEN'],
    ['server', 'oauth', 'production', 'TWILIO_OAUTH_CLIENT_SECRET'],
    ['browser', 'api-key', 'production', 'TWILIO_API_SECRET'],
    ['tests', 'test', 'test', 'TWILIO_TEST_AUTH_TOKEN'],
  ] as const)('for %s is %s in %s', (purpose, method, environment, secret) => {
    const answer = recommendFor(purpose);
    expect(answer).toMatchObject({ purpose, method });
    expect(valueOf(answer, 'NODE_ENV')).toBe(environment);
    expect(valueOf(answer, secret)).toMatch(/^your-/);
  });

  it('is the same in us1 as without a region', () => {
    for (const purpose of PURPOSES) {
      expect(recommendFor(purpose, { region: 'us1' })).toEqual(recommendFor(purpose));
      expect(valueOf(recommendFor(purpose), 'TWILIO_REGION')).toBeUndefined();
    }
  });

  it('is never the Auth Token in production', () => {
    for (const region of Object.keys(EDGES)) {
      const { method, env } = recommendFor('server', { region });
      expect(['oauth', 'api-key']).toContain(method);
      expect(env.map(({ name }) => name)).not.toContain('TWILIO_AUTH_TOKEN');
    }
  });
});

describe('the recommendation for another region than us1', () => {
  it.each(REGIONS)('is a standard key for a server, since OAuth is for us1 only: %s', (region) => {
    const answer = recommendFor('server', { region });
    expect(answer).toMatchObject({ purpose: 'server', method: 'api-key' });
    expect(answer.reason).toContain('us1 only');
    expect(valueOf(answer, 'TWILIO_API_KEY_TYPE')).toBe('standard');
    expect(valueOf(answer, 'TWILIO_OAUTH_CLIENT_ID')).toBeUndefined();
    expect(valueOf(answer, 'TWILIO_EDGE')).toBe(EDGES[region]);
  });

  it.each(PURPOSES)('adds region and edge after the credential for %s', (purpose) => {
    const answer = recommendFor(purpose, { region: 'ie1' });
    expect(answer.purpose).toBe(purpose);
    expect(answer.env.slice(-2)).toEqual([
      { name: 'TWILIO_REGION', value: 'ie1' },
      { name: 'TWILIO_EDGE', value: 'dublin' },
    ]);
  });

  it('has a placeholder for the edge of an unknown region', () => {
    const answer = recommendFor('server', { region: 'xx1' });
    expect(valueOf(answer, 'TWILIO_REGION')).toBe('xx1');
    expect(valueOf(answer, 'TWILIO_EDGE')).toBe('its-edge');
  });
});

describe('the code to paste', () => {
  it('configures the module from the environment, without a credential', () => {
    for (const purpose of PURPOSES) {
      const { snippet } = recommendFor(purpose);
      expect(snippet).toContain('TwilioAuthModule.forRoot()');
      expect(snippet).not.toMatch(/(AC|SK|OQ)[0-9a-fx]{32}|secret|token:/i);
      expect(snippet).not.toContain('FROM');
    }
  });

  it.each([
    ['tests', "'+15005550006'"],
    ['server', "'+15557654321'"],
    ['browser', 'this.tokens.issue('],
  ] as const)('fits the purpose %s', (purpose, line) => {
    expect(recommendFor(purpose).snippet).toContain(line);
  });
});
