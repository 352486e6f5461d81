import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { testFolder } from '#test/support/keys.js';
import { withPollution } from '#test/support/pollution.js';
import { rejectionOf } from '#test/support/thrown.js';
import type { NewTwilioKey } from './key-options.js';
import { openTarget } from './targets.js';

const accountSid = `AC${'1'.repeat(32)}`;
const key: NewTwilioKey = {
  accountSid,
  keySid: `SK${'2'.repeat(32)}`,
  keySecret: 'a-secret-of-the-new-key',
  keyType: 'standard',
};

it.each(['file', 'command', 'stdout', 'format', 'apiKeySid'])(
  'A pair of files is written whatever Object.prototype.%s is',
  async (name) => {
    const folder = testFolder();
    const [sidFile, secretFile] = [join(folder, 'sid'), join(folder, 'secret')];
    const elsewhere = join(folder, 'elsewhere');
    const value = name === 'command' ? `cat > ${elsewhere}` : name === 'stdout' || elsewhere;
    const printed = vi.spyOn(process.stdout, 'write');
    onTestFinished(() => printed.mockRestore());
    const target = await withPollution(name, value, () =>
      openTarget({ sidFile, secretFile }, accountSid),
    );
    await withPollution(name, value, () => target.write(key));
    expect(printed.mock.calls.flat().join('')).not.toContain(key.keySecret);
    expect(existsSync(elsewhere)).toBe(false);
    expect(readFileSync(secretFile, 'utf8')).toBe(`${key.keySecret}\n`);
  },
);

it('A file keeps its own form whatever Object.prototype has', async () => {
  const file = join(testFolder(), 'twilio.json');
  writeFileSync(file, JSON.stringify({ ...key, method: 'api-key' }));
  const target = await openTarget({ file }, accountSid);
  await withPollution('apiKeySid', 'polluted', () => target.write(key));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...key, method: 'api-key' });
});

it('A new file has the form that is asked for', async () => {
  const file = join(testFolder(), 'twilio.json');
  await (await openTarget({ file, format: 'aws' }, accountSid)).write(key);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    accountSid,
    apiKeySid: key.keySid,
    apiKeySecret: key.keySecret,
  });
});

it('A destination without any field is refused', async () => {
  const error = await rejectionOf(openTarget({} as never, accountSid));
  expect(error).toMatchObject({ reason: 'target-unusable' });
});
