import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SampleProcess } from '#test/support/sample-process.js';

const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef';
const AUTH_TOKEN = 'fedcba9876543210fedcba9876543210';
const STARTING = { timeout: 120_000 };

describe('The sample does not start', STARTING, () => {
  it('in production with only an Auth Token, and prints what to do', async () => {
    const { exitCode, output } = await SampleProcess.failedStart({
      NODE_ENV: 'production',
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    });

    expect(exitCode).not.toBe(0);
    expect(output).toContain('[auth-token]');
    expect(output).toContain('Create an OAuth app or an API key');
    expect(output).not.toContain(AUTH_TOKEN);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it.each(['production', 'staging', ''])(
    'without credentials and with NODE_ENV "%s", where the emulator is never used',
    async (environment) => {
      const { exitCode, output } = await SampleProcess.failedStart({ NODE_ENV: environment });
      expect(exitCode).not.toBe(0);
      expect(output).toContain('no Twilio credentials are set');
    },
  );

  it('with an unknown method, and lists the known ones', async () => {
    const { exitCode, output } = await SampleProcess.failedStart({ TWILIO_AUTH_METHOD: 'oath' });
    expect(exitCode).not.toBe(0);
    expect(output).toContain('one of oauth, api-key, auth-token, test');
  });

  it('on a port in use, and prints how to choose another one', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);

    const { exitCode, output } = await SampleProcess.failedStart({ PORT: port });

    other.close();
    expect(exitCode).not.toBe(0);
    expect(output.trim()).toBe(`Port ${port} is in use. Choose another one: PORT=3001 npm start`);
  });

  it('with an invalid port', async () => {
    const { exitCode, output } = await SampleProcess.failedStart({ PORT: 'three' });
    expect(exitCode).not.toBe(0);
    expect(output.trim()).toBe('PORT must be a whole number from 1 to 65535.');
  });
});
