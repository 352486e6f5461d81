import { describe, expect, it } from 'vitest';
import { OTHERS, specFolder, SYNC } from '../../test/support/spec-folder.js';
import { TwilioEmulator } from '../server/emulator.js';
import { readSpecs } from './read-specs.js';
import { SpecsError } from './specs-error.js';

const thrownBy = async (folder: string): Promise<SpecsError> => {
  const error: unknown = await readSpecs(folder).catch((reason: unknown) => reason);
  if (error instanceof SpecsError) return error;
  throw new Error('No SpecsError was thrown.', { cause: error });
};

describe('A folder of specifications', () => {
  it('is every JSON file in it, whatever the names, and nothing else', async () => {
    await using folder = await specFolder({ 'a.json': SYNC, 'b.json': OTHERS, 'index.js': '}' });
    const { operations } = await readSpecs(folder.path);
    expect(new Set(operations.map(({ product }) => product))).toEqual(
      new Set(['sync', 'video', 'api', 'messaging', 'unheard']),
    );
    expect(operations.map(({ path }) => path)).not.toContain('/v1/token');
  });

  it.each([
    ['that is no JSON', '{', 'JSON'],
    ['that is no specification', { swagger: '2.0' }, 'is not an OpenAPI 3 specification'],
    ['that is a list', [], 'is not an OpenAPI 3 specification'],
  ])('is refused for a file %s, which the error names', async (_title, content, problem) => {
    await using folder = await specFolder({ 'good.json': SYNC, 'bad.json': content });
    const { message } = await thrownBy(folder.path);
    expect(message).toContain('bad.json: ');
    expect(message).toContain(problem);
  });

  it('is refused if it does not exist, is empty, or describes nothing of Twilio', async () => {
    await using empty = await specFolder({});
    const elsewhere = { ...SYNC, servers: [{ url: 'https://example.com' }] };
    await using foreign = await specFolder({ 'a.json': elsewhere });
    expect((await thrownBy(`${empty.path}/none`)).message).toContain('ENOENT');
    expect((await thrownBy(empty.path)).message).toContain('@twilio/cli-core');
    expect((await thrownBy(foreign.path)).message).toContain('*.twilio.com');
  });

  it('stops the start of an emulator that cannot use it', async () => {
    await expect(TwilioEmulator.start({ specs: '/nowhere' })).rejects.toThrow(SpecsError);
  });
});
