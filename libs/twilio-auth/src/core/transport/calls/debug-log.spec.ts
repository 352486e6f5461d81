import { describe, expect, it } from 'vitest';
import { captureOutput } from '#test/support/captured-output.js';
import { DebugLog } from './debug-log.js';

const request = {
  method: 'GET',
  host: 'lookups.twilio.com',
  path: '/v2/PhoneNumbers/+15551234567',
  data: { Body: 'private' },
};

function lines(write: (log: DebugLog) => void): string[] {
  const written: string[] = [];
  write(new DebugLog((line) => written.push(line)));
  return written;
}

describe('the log of a client with log level debug', () => {
  it('has method, host, path and status, but no phone number and no body', () => {
    const written = lines((log) => {
      log.request(request);
      log.answer({ ...request, path: '/v2/PhoneNumbers/%2B15551234567' }, 404);
    });
    expect(written).toEqual([
      'Twilio request: GET lookups.twilio.com/v2/PhoneNumbers/+…',
      'Twilio answer: 404 to GET lookups.twilio.com/v2/PhoneNumbers/%2B…',
    ]);
  });

  it.each([
    ['the code', Object.assign(new Error('private'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['nothing', new Error('private'), 'unknown error'],
    ['nothing', 'private', 'unknown error'],
  ])('has %s of a failure, but not its message', (_, error, said) => {
    expect(lines((log) => log.failure(request, error))).toEqual([
      `Twilio request failed: ${said} for GET lookups.twilio.com/v2/PhoneNumbers/+…`,
    ]);
  });

  it('is written to standard output, one line per entry', () => {
    const output = captureOutput();
    new DebugLog().answer(request, 200);
    expect(output.text()).toMatch(/^Twilio answer: 200 to .*\n$/);
  });
});
