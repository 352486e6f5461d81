import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { loadEnvFile } from './env-file.js';

const folder = mkdtempSync(join(tmpdir(), 'env-file-'));
const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Names that the machine does not have. */
const NAMES = ['X_ONE', 'X_TWO', 'X_THREE'] as const;
const SECRET = 'f00dfeed';

const FORMS: Readonly<Record<string, string>> = {
  'a colon': `X_ONE: ${SECRET}\nX_TWO=2`,
  'a colon without a space': `X_ONE:${SECRET}\nX_TWO=2`,
  'a stray first line': `not a variable\nX_ONE=${SECRET}`,
  'a tab before a name': `\tX_ONE=${SECRET}\n\t X_TWO=2`,
  'CR line ends': `X_ONE=${SECRET}\rX_TWO=2\r`,
  'CRLF line ends': `X_ONE=${SECRET}\r\nX_TWO=2\r\n`,
  'an unclosed double quote': `X_ONE="${SECRET}\nX_TWO=2`,
  'an unclosed single quote': `X_ONE='${SECRET}\nX_TWO=2`,
  'a byte order mark': `\uFEFFX_ONE=${SECRET}\nX_TWO=2`,
  'a comment after a value': `X_ONE=${SECRET} # the key\nX_TWO='a # b'`,
  'a number sign inside a value': `X_ONE=${SECRET}#1\nX_TWO="${SECRET}#2"`,
  export: `export X_ONE=${SECRET}\n  export\tX_TWO=2`,
  'a name twice': `X_ONE=1\nX_ONE=${SECRET}`,
  'empty values': "X_ONE=\nX_TWO=''\nX_THREE",
  'several lines in quotes': `X_ONE="${SECRET}\nsecond"\nX_TWO="a\\nb"`,
  'text behind a closing quote': `X_ONE="${SECRET}" more\nX_TWO=2`,
  'escaped quotes': `X_ONE="a\\"b"\nX_TWO='a\\'b'`,
  backticks: `X_ONE=\`a"b'c\`\nX_TWO=2`,
  'spaces around the sign': `X_ONE = ${SECRET}  \nX_TWO =a=b`,
  'a dollar sign': `X_ONE=$X_TWO\nX_TWO=$\{X_THREE}`,
  'a quoted name': `"X_ONE"=${SECRET}\nX_TWO=2`,
};

describe('An .env file', () => {
  it.each(Object.entries(FORMS))(
    'with %s is read as ConfigModule.forRoot() reads it',
    async (form, text) => {
      const path = join(folder, form.replaceAll(' ', '-'));
      writeFileSync(path, text);
      const variables = await loadEnvFile(path, {});
      const imports = [ConfigModule.forRoot({ envFilePath: path })];
      const application = await Test.createTestingModule({ imports }).compile();
      const config = application.get(ConfigService);
      const [ours, theirs] = [
        NAMES.map((name) => variables[name]),
        NAMES.map((name) => config.get<string>(name)),
      ];
      expect(ours).toEqual(theirs);
      expect(theirs.some((value) => value !== undefined)).toBe(true);
    },
  );

  it('gives way to variables of the process, even to empty ones', async () => {
    const path = join(folder, 'both');
    writeFileSync(path, 'X_ONE=file\nX_TWO=file\nX_THREE=file');
    process.env['X_ONE'] = 'process';
    process.env['X_TWO'] = '';
    const variables = await loadEnvFile(path, process.env);
    const imports = [ConfigModule.forRoot({ envFilePath: path })];
    await Test.createTestingModule({ imports }).compile();
    const ours = NAMES.map((name) => variables[name]);
    expect(ours).toEqual(NAMES.map((name) => process.env[name]));
    expect(ours).toEqual(['process', '', 'file']);
  });
});
