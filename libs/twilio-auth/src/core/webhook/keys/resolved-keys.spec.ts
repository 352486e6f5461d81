import { describe, expect, it } from 'vitest';
import type { SigningKey } from '../../config/webhook-options.js';
import { FakeClock } from '../../../testing/fake-clock.js';
import { LookupLimit } from '../../primitives/unverified-lookups.js';
import { resolvedKeys, type ResolveWebhookKeys } from './resolved-keys.js';
import { OTHER_TOKEN, TOKEN, UNKNOWN_SID } from '#test/support/webhook-fixture.js';

const UNKNOWN = { missing: 'unknown' };
const UNAVAILABLE = { missing: 'unavailable', ttlMs: 1000 };

function lookups(answer: ResolveWebhookKeys) {
  const asked: string[] = [];
  const clock = new FakeClock();
  const resolve: ResolveWebhookKeys = (sid) => {
    asked.push(sid);
    return answer(sid);
  };
  const keys = resolvedKeys(resolve, clock, new LookupLimit());
  return { keys, asked, clock };
}

describe('keys of accounts that are not configured', () => {
  it('are looked up once by concurrent requests, and then cached for a minute', async () => {
    const { keys, asked, clock } = lookups(async () => [TOKEN]);
    await Promise.all(Array.from({ length: 100 }, async () => keys.find(UNKNOWN_SID)));
    expect(keys.find(UNKNOWN_SID)).toMatchObject({ found: [{ name: 'key-1' }] });
    await clock.advance(59_000);
    await keys.find(UNKNOWN_SID);
    expect(asked).toEqual([UNKNOWN_SID]);
    await clock.advance(2000);
    await keys.find(UNKNOWN_SID);
    expect(asked).toHaveLength(2);
  });

  it('are cached as missing for half a minute', async () => {
    const { keys, asked, clock } = lookups(async () => undefined);
    expect(await keys.find(UNKNOWN_SID)).toMatchObject(UNKNOWN);
    expect(keys.find(UNKNOWN_SID)).toMatchObject(UNKNOWN);
    await clock.advance(31_000);
    await keys.find(UNKNOWN_SID);
    expect(asked).toHaveLength(2);
  });

  it('stay cached through a flood of invented accounts', async () => {
    const { keys, asked } = lookups(async (sid) => (sid === UNKNOWN_SID ? [TOKEN] : undefined));
    await keys.find(UNKNOWN_SID);
    for (let index = 0; index < 3000; index += 1) await keys.find(`AC${index}`);
    expect(keys.find(UNKNOWN_SID)).toMatchObject({ found: [{ name: 'key-1' }] });
    expect(asked).toHaveLength(3001);
  });

  it('are unavailable for a second when the resolver rejects or throws', async () => {
    let failing = true;
    const { keys, asked, clock } = lookups((sid) => {
      if (sid === 'throws') throw new Error('postgres://user:pass@db');
      return failing ? Promise.reject(new Error('down')) : Promise.resolve([TOKEN]);
    });
    expect(await keys.find('throws')).toEqual(UNAVAILABLE);
    expect(await keys.find(UNKNOWN_SID)).toEqual(UNAVAILABLE);
    failing = false;
    expect(await keys.find(UNKNOWN_SID)).toEqual(UNAVAILABLE);
    await clock.advance(1001);
    expect(await keys.find(UNKNOWN_SID)).toMatchObject({ found: [{}] });
    expect(asked).toHaveLength(3);
  });

  it('are unavailable after two seconds, and a late answer is ignored', async () => {
    let answer: ((keys: readonly SigningKey[]) => void) | undefined;
    const { keys, asked, clock } = lookups(() => new Promise((resolve) => (answer = resolve)));
    const found = keys.find(UNKNOWN_SID);
    await clock.advance(1999);
    const late = keys.find(UNKNOWN_SID);
    await clock.advance(1);
    expect(await found).toEqual(UNAVAILABLE);
    expect(await late).toEqual(UNAVAILABLE);
    answer!([TOKEN]);
    await clock.advance(1001);
    void keys.find(UNKNOWN_SID);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['six keys', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['six keys in one value', ['a,b,c,d,e,f']],
    ['another algorithm', [{ secret: 'a', algorithm: 'hmac-md5' }]],
    ['a key for SHA-256 without its id', [{ secret: 'a', algorithm: 'hmac-sha256' }]],
    ['a number', [7]],
    ['something else than a list', TOKEN],
    ['a function that fails', [() => Promise.reject(new Error('vault'))]],
  ])('are unavailable when the resolver returns %s', async (_, answer) => {
    const { keys } = lookups(async () => answer as readonly SigningKey[]);
    expect(await keys.find(UNKNOWN_SID)).toEqual(UNAVAILABLE);
  });

  it('are never empty', async () => {
    const { keys } = lookups(async () => ['', '  ', () => '']);
    expect(await keys.find(UNKNOWN_SID)).toMatchObject(UNKNOWN);
  });

  it('are never shorter than 16 characters', async () => {
    const { keys } = lookups(async () => ['x', 'fifteen-letters', { secret: 'y', name: 'y' }]);
    expect(await keys.find(UNKNOWN_SID)).toMatchObject(UNKNOWN);
    const { keys: others } = lookups(async () => ['x', 'sixteen--letters']);
    expect(await others.find(UNKNOWN_SID)).toMatchObject({ found: [{ name: 'key-2' }] });
  });

  it('are unknown where the resolver knows none, with `null` too', async () => {
    for (const none of [undefined, null, []]) {
      const { keys } = lookups(async () => none as undefined);
      expect(await keys.find(UNKNOWN_SID)).toMatchObject(UNKNOWN);
    }
  });

  it('may be five', async () => {
    const { keys } = lookups(async () => Array.from({ length: 5 }, (_, at) => `${TOKEN}${at}`));
    const found = await keys.find(UNKNOWN_SID);
    expect('found' in found && found.found).toHaveLength(5);
  });

  it('may be several in one value, as in the configuration', async () => {
    const { keys } = lookups(async () => [`${TOKEN}, ${OTHER_TOKEN}`]);
    const found = await keys.find(UNKNOWN_SID);
    expect(found).toMatchObject({ found: [{ name: 'key-1' }, { name: 'key-2' }] });
    expect('found' in found ? found.found.map(({ secret }) => secret.reveal()) : []).toEqual([
      TOKEN,
      OTHER_TOKEN,
    ]);
  });

  it('keep their names, and secrets may come from functions', async () => {
    const { keys } = lookups(async () => [
      { secret: async () => ` ${TOKEN}\n`, name: 'shared' },
      OTHER_TOKEN,
    ]);
    const found = await keys.find(UNKNOWN_SID);
    expect(found).toMatchObject({ found: [{ name: 'shared' }, { name: 'key-2' }] });
    expect('found' in found ? found.found[0]!.secret.reveal() : '').toBe(TOKEN);
  });

  it('are copies, which the application cannot change later', async () => {
    const answer = [
      { secret: TOKEN, name: 'primary', keyId: 'one', algorithm: 'hmac-sha256' as const },
    ];
    const { keys } = lookups(async () => answer);
    const before = await keys.find(UNKNOWN_SID);
    Object.assign(answer[0]!, { keyId: 'other', algorithm: 'hmac-sha1', secret: OTHER_TOKEN });
    answer.push(answer[0]!);
    expect(await keys.find(UNKNOWN_SID)).toEqual(before);
    expect(before).toMatchObject({ found: [{ keyId: 'one', algorithm: 'hmac-sha256' }] });
  });
});
