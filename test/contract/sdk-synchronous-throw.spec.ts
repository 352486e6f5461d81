import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

/**
 * In a separate process, because the SDK leaves an unhandled rejection behind. It ends by itself
 * when nothing is left that could still resolve or reject.
 */
function run(script: string): string[] {
  const sdk = createRequire(import.meta.url).resolve('twilio');
  const code = `
    const twilio = require(${JSON.stringify(sdk)});
    const lines = [];
    process.on('unhandledRejection', () => lines.push('unhandled'));
    const client = (toAuthStrategy, request) => {
      const c = twilio('', '', { httpClient: { request } });
      c.setCredentialProvider({ toAuthStrategy });
      c.setAccountSid('AC' + 'a'.repeat(32));
      return c;
    };
    const boom = () => { throw new Error('boom'); };
    const follow = (name, promise) =>
      promise.then(() => lines.push(name + ' resolved'), () => lines.push(name + ' rejected'));
    ${script}
    process.on('exit', () => console.log(JSON.stringify(lines)));
  `;
  return JSON.parse(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })) as string[];
}

/** Why our provider never throws, and why our `request()` always returns a promise. */
describe('An error thrown synchronously', () => {
  it('by a credential provider makes list() hang forever', () => {
    expect(run(`follow('list', client(boom).messages.list());`)).toEqual(['unhandled']);
  });

  it('by an HTTP client makes list() hang forever', () => {
    expect(run(`follow('list', client(() => ({}), boom).messages.list());`)).toEqual(['unhandled']);
  });

  it('by a credential provider makes fetch() throw synchronously', () => {
    const script = `
      try { follow('fetch', client(boom).messages('SM1').fetch()); }
      catch { lines.push('fetch threw'); }
    `;
    expect(run(script)).toEqual(['fetch threw']);
  });

  it('does no harm as a rejected promise', () => {
    const script = `follow('list', client(() => ({}), async () => boom()).messages.list());`;
    expect(run(script)).toEqual(['list rejected']);
  });
});
