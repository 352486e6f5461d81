import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { permissionNames } from 'twilio-permissions';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  accountFrom,
  accountOf,
  API_KEY_OPTIONS,
  configErrorOf,
  OAUTH_OPTIONS,
  problemOf,
  SECRET,
  VARIABLES,
} from '#test/support/configuration.js';
import { permissionsFileText, readPermissionsFile } from './permissions-file.js';

const SEND = '/twilio/messaging/messages/create';
const READ = '/twilio/messaging/messages/read';
const withKey = (permissions: unknown, more: object = {}) => ({
  ...API_KEY_OPTIONS,
  auth: { ...API_KEY_OPTIONS.auth, permissions, ...more },
});
const inEnvironment = (variables: Record<string, string>) => ({
  ...VARIABLES['api-key'],
  ...variables,
});

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'permissions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'twilio-permissions.json');
  writeFileSync(path, text);
  return path;
}

describe('declared permissions', () => {
  it('make a key of undeclared type a restricted one, which cannot sign access tokens', async () => {
    const account = await accountOf(withKey([SEND]));
    expect(account.rest).toMatchObject({ keyType: 'restricted', permissions: [SEND] });
    expect(account.accessTokens).toBeUndefined();
    const signer = { ...VARIABLES.oauth, ...VARIABLES['api-key'] };
    expect((await accountFrom(signer)).accessTokens).toBeDefined();
    const restricted = { ...signer, TWILIO_API_KEY_PERMISSIONS: SEND };
    expect((await accountFrom(restricted)).accessTokens).toBeUndefined();
  });

  it('are a copy, which the application cannot change later', async () => {
    const given: string[] = [SEND];
    const { rest } = await accountOf(withKey(given));
    given.push(READ);
    expect(rest).toMatchObject({ permissions: [SEND] });
  });

  it('come from a variable, separated by commas, or from the lock file', async () => {
    const expected = { permissions: [SEND, READ], keyType: 'restricted' };
    const list = inEnvironment({ TWILIO_API_KEY_PERMISSIONS: ` ${SEND} , ${READ},` });
    expect((await accountFrom(list)).rest).toMatchObject(expected);
    const path = fileOf(permissionsFileText([READ, SEND, READ]));
    const file = inEnvironment({ TWILIO_API_KEY_PERMISSIONS_FILE: path });
    expect((await accountFrom(file)).rest).toMatchObject(expected);
  });

  it('stop the start where the variable has separators only, as a template without values leaves', async () => {
    const variables = inEnvironment({ TWILIO_API_KEY_PERMISSIONS: ' , ,' });
    expect(await problemOf({}, variables)).toContain('separated by commas, found none');
  });

  it('stop the start where both a list and a file are given', async () => {
    const both = { TWILIO_API_KEY_PERMISSIONS: SEND, TWILIO_API_KEY_PERMISSIONS_FILE: '/x' };
    expect(await problemOf({}, inEnvironment(both))).toMatch(/are both set$/);
  });

  it.each([
    ['no JSON', 'permissions: []', 'it is not a JSON object'],
    ['a list', '[]', 'it is not a JSON object'],
    [
      'a file of a newer version',
      '{"version":2,"permissions":[]}',
      'a newer nestjs-twilio-auth wrote',
    ],
    ['a file of no version', '{"permissions":[]}', 'it has no "version"'],
    ['a file with other entries', '{"version":1,"permissions":[7]}', 'is not a list of names'],
  ])('stop the start if the lock file is %s', async (_what, text, why) => {
    const file = inEnvironment({ TWILIO_API_KEY_PERMISSIONS_FILE: fileOf(text) });
    const { problems } = await configErrorOf({}, file);
    expect(problems).toMatchObject([
      { variable: 'TWILIO_API_KEY_PERMISSIONS_FILE', expected: expect.stringContaining(why) },
    ]);
  });

  it('stop the start if the lock file is missing', async () => {
    const file = inEnvironment({ TWILIO_API_KEY_PERMISSIONS_FILE: '/nowhere/permissions.json' });
    expect(await problemOf({}, file)).toContain('it cannot be read (ENOENT)');
  });

  it('stop the start with every malformed name and the one that was meant', async () => {
    const malformed = [
      'twilio/messaging/messages/read',
      '/twilio/Messaging/messages/read',
      `${READ} `,
      '/',
    ];
    const problem = await problemOf(withKey([SEND, ...malformed]));
    for (const name of malformed.slice(0, 3)) {
      expect(problem).toContain(`"${name}" (did you mean "${READ}"?)`);
    }
    expect(problem).toContain('"/"');
    expect(problem).not.toContain(SEND);
  });

  it('never repeat what may be a secret', async () => {
    const { message } = await configErrorOf(withKey([SECRET, 7, {}]));
    expect(message).toContain(`entry 1 (${SECRET.length} characters), entry 2 (a number)`);
    expect(message).not.toContain(SECRET);
    expect(await problemOf(withKey(SECRET))).toBe(
      'auth.permissions: expected a list of permissions, found a string',
    );
  });

  it('are at most 100, with a wildcard for five', async () => {
    const names = permissionNames();
    await accountOf(withKey(names.slice(0, 100)));
    expect(await problemOf(withKey(names.slice(0, 101)))).toMatch(/at most 100 .* found 101$/);
    const rest = names.filter((name) => !name.startsWith('/twilio/voice/calls/')).slice(0, 96);
    expect(await problemOf(withKey(['/twilio/voice/calls/*', ...rest]))).toMatch(/found 101$/);
  });

  it.each(['main', 'standard'])('are an error for a %s key, which has none', async (keyType) => {
    expect(await problemOf(withKey([SEND], { keyType }))).toBe(
      `auth.permissions: only restricted keys have permissions, and this key is declared ${keyType}`,
    );
  });

  it('may be those of an OAuth app', async () => {
    const auth = { ...OAUTH_OPTIONS.auth, permissions: [SEND] };
    const { rest } = await accountOf({ ...OAUTH_OPTIONS, auth });
    expect(rest).toMatchObject({ permissions: [SEND] });
    expect(rest).not.toHaveProperty('keyType');
  });
});

describe('the lock file', () => {
  it('is sorted, with one name a line, and reads back', () => {
    const text = permissionsFileText([READ, SEND, READ]);
    expect(text).toBe(
      `{\n  "version": 1,\n  "permissions": [\n    "${SEND}",\n    "${READ}"\n  ]\n}\n`,
    );
    expect(readPermissionsFile(`\uFEFF${text}`)).toEqual([SEND, READ]);
  });
});
