import { describe, expect, it } from 'vitest';
import { hintFor } from './failure-hints.js';

const HOST = 'api.twilio.com';
const hint = (code: string, sent: 'no' | 'yes' = 'no', origin?: string) =>
  hintFor({ code, sent }, HOST, origin);

describe('the advice for a failure', () => {
  it('tells a call that was never sent from one that was not answered', () => {
    expect(hint('TIMEOUT', 'no')).toContain('before a connection was open');
    expect(hint('TIMEOUT', 'yes')).toContain('http.timeoutMs');
    expect(hint('PROXY_407', 'no')).toContain('proxy URL');
  });

  it('does not exist for what the code says itself', () => {
    expect(hint('ECONNRESET')).toBeUndefined();
    expect(hint('constructor')).toBeUndefined();
    expect(hint('ECONNREFUSED', 'no', `https://${HOST}`)).toBeUndefined();
  });

  it('names the base URL, where the fault probably is', () => {
    const origin = 'http://127.0.0.1:9';
    expect(hint('ECONNREFUSED', 'no', origin)).toContain(`${origin}, where nothing listens`);
    expect(hint('ECONNRESET', 'no', origin)).toBe(
      `\`apiBaseUrl\` sends this request to ${origin}.`,
    );
  });
});
