import { describe, expect, it } from 'vitest';
import { createResolver } from './destination.js';

const URI = 'https://api.twilio.com/x?y=z';

describe('where a request goes', () => {
  it('is the host that was asked for', () => {
    expect(createResolver()(URI)).toStrictEqual({
      origin: 'https://api.twilio.com',
      host: 'api.twilio.com',
      pathname: '/x',
      search: '?y=z',
      prefix: '',
    });
  });

  it.each([
    ['http://emulator:8080', { origin: 'http://emulator:8080', prefix: '' }],
    ['http://emulator/a/b/', { origin: 'http://emulator', prefix: '/a/b' }],
    ['http://emulator/a//', { origin: 'http://emulator', prefix: '/a' }],
    ['http://emulator/a//b', { origin: 'http://emulator', prefix: '/a//b' }],
    ['https://emulator', { origin: 'https://emulator', prefix: '', servername: 'emulator' }],
    ['https://10.0.0.1', { origin: 'https://10.0.0.1', prefix: '' }],
    ['https://[::1]:8443', { origin: 'https://[::1]:8443', prefix: '' }],
  ])('is the base URL, with the host in its header: %s', (base, expected) => {
    expect(createResolver(base)(URI)).toStrictEqual({
      host: 'api.twilio.com',
      pathname: '/x',
      search: '?y=z',
      ...expected,
    });
  });

  it('is a link on the base URL itself as it is', () => {
    expect(createResolver('https://emulator/a')('https://emulator/x')).toStrictEqual({
      origin: 'https://emulator',
      host: 'emulator',
      pathname: '/x',
      search: '',
      prefix: '',
    });
  });

  it.each(['https://u@api.twilio.com/', 'https://:p@api.twilio.com/', 'http://u@emulator/'])(
    'is nowhere for a URL with credentials: %s',
    (uri) => {
      const refused = expect.objectContaining({ reason: 'per-call-credentials' }) as Error;
      expect(() => createResolver('http://emulator')(uri)).toThrow(refused);
    },
  );

  it('is refused at boot for a base URL that is none, without showing it', () => {
    const open = (): unknown => createResolver('//user:hunter2@emulator');
    expect(open).toThrow(/apiBaseUrl.*absolute URL/s);
    expect(open).not.toThrow(/hunter2/);
  });
});
