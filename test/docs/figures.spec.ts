import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPages } from './documents.js';

const readme = (name: string): string =>
  readPages().find(({ path }) => path === `libs/${name}/README.md`)?.text ?? '';

describe('The figures of the README', () => {
  it('of twilio-permissions are those of the catalogue', () => {
    const script = fileURLToPath(new URL('../../tools/permissions/main.mjs', import.meta.url));
    const output = execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    const [names = 0, mapped = 0, without = 0] = [...output.matchAll(/\d+/g)].map(Number);
    expect(readme('twilio-permissions')).toMatch(
      new RegExp(`${names} of them, and which of ${mapped + without} requests needs which`),
    );
  });

  it('of the emulator add up to all operations', () => {
    const text = readme('twilio-emulator').replaceAll('\n', ' ');
    const found =
      /the ([\d,]+) operations of .*?: ([\d,]+) are .*?, (\d+) are .*?, and (\d+) answer/.exec(
        text,
      );
    const [all = 0, ...parts] = (found ?? [])
      .slice(1)
      .map((figure) => Number(figure.replace(',', '')));
    expect(all).toBeGreaterThan(1500);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
  });
});
