import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readArguments } from '../../libs/twilio-auth/src/cli/arguments.js';
import { ourWords, samplesOf, shownCommands } from './commands.js';
import { readPages } from './documents.js';

const commands = shownCommands();

describe('The commands in our pages', () => {
  it('are many', () => expect(commands.length).toBeGreaterThan(15));

  it.each(commands.map(({ page, line, words }) => [page, line, words] as const))(
    'in %s: %s',
    (_page, _line, words) => expect(() => readArguments(words)).not.toThrow(),
  );

  it('are checked: one with a mistake is noticed', () => {
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
