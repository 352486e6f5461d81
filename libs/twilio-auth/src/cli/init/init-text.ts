import type { BuiltInMethod } from '../../core/config/methods.js';
import type { EnvLine } from '../credential-lines.js';
import { badge, type Style } from '../terminal.js';
import type { AddedLines } from './add-lines.js';

/** What `init` has to say. */
interface InitAnswer {
  readonly method: BuiltInMethod | 'emulator';
  readonly lines: readonly EnvLine[];
  /** Present if lines were added to the file. */
  readonly written: AddedLines | undefined;
  /** Whether the package here depends on Nest. */
  readonly isNest: boolean;
}

const MODULE = `import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TwilioAuthModule } from 'nestjs-twilio-auth';

@Module({
  imports: [
    ConfigModule.forRoot(), // loads .env, so it comes first
    TwilioAuthModule.forRoot(),
  ],
})
export class AppModule {}`;

const INSTALL = 'npm install nestjs-twilio-auth twilio class-validator @nestjs/config';
const INSTALL_EMULATOR = 'npm install --save-dev twilio-auth-emulator';
const START_EMULATOR = 'npx twilio-auth-emulator';

/** The steps, for people. Nothing of an existing file is in it but names of variables. */
export function initText(answer: InitAnswer, style: Style): string {
  const { paint, wrap } = style;
  const steps = [
    ['Install', answer.method === 'emulator' ? `${INSTALL}\n${INSTALL_EMULATOR}` : INSTALL],
    variables(answer, style),
    ['In the root module', MODULE],
    ['Check it', 'npx nestjs-twilio-auth doctor -f .env'],
  ] as const;
  const warning = `  ${badge('warning', paint)} `;
  return [
    ...(answer.isNest
      ? []
      : [
          wrap(
            'No package.json here depends on @nestjs/core: run this in the folder of a Nest application.',
            ' '.repeat(10),
            warning,
          ),
        ]),
    ...steps.map(([title, text], index) => `${paint('bold', `${index + 1}. ${title}`)}\n\n${text}`),
  ]
    .join('\n\n')
    .concat('\n');
}

function variables(answer: InitAnswer, { wrap }: Style): readonly [string, string] {
  const { method, lines, written } = answer;
  if (method === 'emulator' && written === undefined) {
    return [
      "Add the emulator's variables to .env, and start it",
      `npx nestjs-twilio-auth init --method emulator --write\n${START_EMULATOR}`,
    ];
  }
  if (written === undefined) {
    const text = lines.map(({ name, value }) => `${name}=${value}`).join('\n');
    return ['In .env, kept out of version control', text];
  }
  const { added, skipped } = written;
  return [
    'In .env, kept out of version control',
    [
      ...(added.length === 0 ? ['Nothing was added.'] : [wrap(`Added: ${added.join(', ')}.`, '')]),
      ...(skipped.length === 0
        ? []
        : [wrap(`Skipped, as the file sets them already: ${skipped.join(', ')}.`, '')]),
      ...(method === 'emulator'
        ? ['', `Start the emulator in another terminal: ${START_EMULATOR}`]
        : added.length === 0
          ? []
          : ['Replace the placeholders with your own values.']),
    ].join('\n'),
  ];
}
