import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../tools/permissions/main.mjs', import.meta.url));
const source = fileURLToPath(new URL('../data', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'permissions-'));

/** Changes one file of a copy of the source. */
function edit(name: string, from: string | RegExp, to: string): void {
  const file = join(copy, `${name}.json`);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

const check = () =>
  spawnSync(process.execPath, [script, '--check', '--data', copy], { encoding: 'utf8' });

describe('The generated catalogue', () => {
  beforeEach(() => cpSync(source, copy, { recursive: true }));
  afterAll(() => rmSync(copy, { recursive: true }));

  it('is what the source makes', () => {
    const output = execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(output).toBe('Up to date: 473 names, 521 requests with and 304 without one.\n');
  });

  it('is out of date when the source changes', () => {
    edit('requests', '"evidence": "live"', '"evidence": "docs"');
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm run permissions'),
    });
  });

  it.each([
    ['a name in another form', 'permissions', 'messages/read"', 'messages/Read"', 'not the form'],
    ['names out of order', 'permissions', 'twilio/billing/', 'twilio/zilling/', 'alphabetical'],
    ['a name that is there twice', 'permissions', 'calls/create"', 'calls/delete"', 'or twice'],
    ['another kind of evidence', 'permissions', '"catalogue"', '"hearsay"', 'hearsay is none of'],
    ['a request with an unknown name', 'requests', 'calls/create"', 'calls/make"', 'no name'],
    ['a guess that is called live', 'requests', '"derived-by-name"', '"sure"', 'sure is none of'],
    ['a host that is not Twilio', 'requests', 'api.twilio.com', 'api.example.com', 'no host'],
    ['a path without a slash', 'requests', '"/2010-04-01/Acc', '"2010-04-01/Acc', 'no path'],
    ['another method', 'requests', '"POST"', '"SEND"', 'SEND is none of'],
    [
      'an unsupported request without a reason',
      'without-permission',
      /"reason": "[^"]+"/,
      '"reason": ""',
      'no reason',
    ],
    [
      'a candidate for an unsupported one',
      'without-permission',
      '"ambiguous"',
      '"unsupported"',
      'has a candidate',
    ],
    ['two dates', 'requests', /"asOf": "[^"]+"/, '"asOf": "2020-01-01"', 'asOf differs'],
  ])('is not made from %s', (_, name, from, to, problem) => {
    edit(name, from, to);
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining(problem) });
  });

  it('is not made from a request that is both mapped and without permission', () => {
    const file = join(copy, 'without-permission.json');
    const data = JSON.parse(readFileSync(file, 'utf8')) as { operations: object[] };
    data.operations.push({
      method: 'GET',
      host: 'voice.twilio.com',
      path: '/v1/ByocTrunks/{Other}',
      status: 'unsupported',
      reason: 'a test',
    });
    writeFileSync(file, JSON.stringify(data));
    expect(check().stderr).toContain('voice.twilio.com/v1/ByocTrunks/{} GET: twice');
  });
});
