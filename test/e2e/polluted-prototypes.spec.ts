import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { pollutions, withPollution } from '#test/support/pollution.js';
import { observe, type Observation } from '#test/support/observed-decisions.js';
import { observeWebhooks } from '#test/support/observed-webhooks.js';

/** Differences between what was decided with a polluted prototype and without one. */
async function differences(
  clean: Observation,
  decide: () => Promise<Observation>,
  name: string,
  value: unknown,
): Promise<string[]> {
  const polluted = await withPollution(name, value, decide).catch(failure);
  return Object.keys(clean)
    .filter((part) => polluted[part] !== clean[part])
    .map((part) => `${part}, Object.prototype.${name} = ${inspect(value)}: ${polluted[part]}`);
}

function failure(error: unknown): Observation {
  return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

it.each([
  ['configuration, policy, access tokens and report', observe],
  ['webhooks', observeWebhooks],
])(
  'decides on %s with own fields only, whatever Object.prototype has',
  async (_, decide) => {
    const found: string[] = [];
    const clean = await decide();
    const names = pollutions(clean);
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      for (const value of [true, 'polluted', {}, () => true]) {
        found.push(...(await differences(clean, decide, name, value)));
      }
    }
    expect(found).toEqual([]);
  },
  300_000,
);

it('notices a decision that a polluted prototype changes', async () => {
  const decide = async (): Promise<string> => String(({} as { valid?: boolean }).valid);
  expect(await withPollution('valid', true, decide)).toBe('true');
  expect(await decide()).toBe('undefined');
});
