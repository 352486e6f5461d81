import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readArguments } from '../../libs/twilio-auth/src/cli/arguments.js';
import { readArguments as readEmulatorArguments } from '../../libs/twilio-emulator/src/cli/arguments.js';
import { ourWords, samplesOf, shownCommands } from './commands.js';
import { readPages } from './documents.js';

describe.each([
  ['nestjs-twilio-auth', readArguments, 30],
  ['twilio-auth-emulator', readEmulatorArguments, 5],
])('The commands of %s in our pages', (name, read, least) => {
  const commands = shownCommands(name);

  it('are many', () => expect(commands.length).toBeGreaterThan(least));

  it.each(commands.map(({ page, line, words }) => [page, line, words] as const))(
    'in %s: %s',
    (_page, _line, words) => expect(() => read(words)).not.toThrow(),
  );
});

describe('A command in our pages', () => {
  it('is noticed if it has a mistake', () => {
    const words = ourWords("npx nestjs-twilio-auth keys rotate --delivr 'cat > x' # a comment");
    expect(words).toEqual(['keys', 'rotate', '--delivr', 'cat > x']);
    expect(() => readArguments(words)).toThrow('Did you mean --deliver?');
  });
});

describe('A schedule in our pages', () => {
  const { text = '' } = readPages().find(({ path }) => path === 'docs/secrets-managers.md') ?? {};
  const [workflow, cronJob] = samplesOf(text, 'yaml').map((sample) => parse(sample) as unknown);

  it('of GitHub Actions does not cross or cancel runs, and its command is right', () => {
    expect(workflow).toMatchObject({
      on: { schedule: [{ cron: expect.any(String) as string }] },
      concurrency: { 'cancel-in-progress': false },
    });
    const { steps } = (workflow as { jobs: { rotate: { steps: { run?: string }[] } } }).jobs.rotate;
    const run = steps.find(({ run: command }) => command?.startsWith('npx')) ?? {};
    expect(readArguments(ourWords(run.run ?? ''))).toMatchObject({ name: 'run' });
  });

  it('of Kubernetes does not cross runs, and its command is right', () => {
    expect(cronJob).toMatchObject({
      kind: 'CronJob',
      spec: { schedule: expect.any(String) as string, concurrencyPolicy: 'Forbid' },
    });
    const { containers } = (
      cronJob as {
        spec: {
          jobTemplate: { spec: { template: { spec: { containers: { args: string[] }[] } } } };
        };
      }
    ).spec.jobTemplate.spec.template.spec;
    const [, , ...words] = containers[0]?.args ?? [];
    expect(readArguments(words)).toMatchObject({ name: 'run' });
    expect(words.at(-1)).toContain('--dry-run=client -o yaml | kubectl apply');
  });
});
