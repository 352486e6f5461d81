import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { pollutions, withPollution } from '#test/support/pollution.js';
import { observe, type Observation } from '#test/support/observed-decisions.js';

const clean = await observe();

/** Differences between what was decided with a polluted prototype and without one. */
async function differences(name: string, value: unknown): Promise<string[]> {
  const polluted: Observation = await withPollution(name, value, observe).catch(failure);
  return Object.keys(clean)
    .filter((part) => polluted[part] !== clean[part])
    .map((part) => `${part}, Object.prototype.${name} = ${inspect(value)}: ${polluted[part]}`);
}

function failure(error: unknown): Observation {
  return { config: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

it('decides with own fields only, whatever option or result Object.prototype has', async () => {
  const found: string[] = [];
  const names = await pollutions(clean);
  expect(names.length).toBeGreaterThan(100);
  for (const name of names) {
    for (const value of [true, 'polluted', {}, () => true]) {
      found.push(...(await differences(name, value)));
    }
  }
  expect(found).toEqual([]);
}, 120_000);

it('notices a decision that a polluted prototype changes', async () => {
  const decide = async (): Promise<string> => String(({} as { valid?: boolean }).valid);
  expect(await withPollution('valid', true, decide)).toBe('true');
  expect(await decide()).toBe('undefined');
});
