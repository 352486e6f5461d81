import { describe, expect, it } from 'vitest';
import { unknownPermissions } from './permission-names.js';
import { readPermissionsFile } from './permissions-file.js';

describe('names of permissions', () => {
  it('are unknown where Twilio has none of them, with what was probably meant', () => {
    const unknown = unknownPermissions([
      '/twilio/messaging/messages/create',
      '/twilio/messaging/mesages/create',
      '/twilio/nothing/at/all',
      '/twilio/serverless/services/read',
    ]);
    expect(unknown[0]).toBe(
      '"/twilio/messaging/mesages/create" (did you mean "/twilio/messaging/messages/create"?)',
    );
    expect(unknown[1]).toMatch(/^"\/twilio\/nothing\/at\/all"/);
    expect(unknown).toHaveLength(2);
  });
});

describe('a file of permissions', () => {
  const text = (content: object) => JSON.stringify(content);

  it.each([
    ['\uFEFF{"version":1,"permissions":["a"]}', ['a']],
    [text({ version: 1, permissions: ['a\uFEFF'] }), ['a\uFEFF']],
    [text({ version: 0, permissions: [] }), 'it has the version 0, and there is only 1'],
    [text({ version: 1, permissions: ['a', 7] }), 'its "permissions" is not a list of names'],
    ['{', 'it is not a JSON object'],
  ])('is read, or says what is wrong with it: %s', (content, found) => {
    expect(readPermissionsFile(content)).toEqual(found);
  });
});
