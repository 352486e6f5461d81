import { inject } from 'vitest';
import { freePort } from '#test/support/free-port.js';
import { Application } from './application.js';
import { nestNew } from './nest-new.js';
import type { Outcome } from './run.js';

/** A new application of the Nest CLI, which runs the commands of the README. */
export class Starter extends Application {
  readonly #ports: { readonly application: number; readonly emulator: number };

  private constructor(folder: string, ports: { application: number; emulator: number }) {
    super(folder, { PORT: String(ports.application) });
    this.#ports = ports;
  }

  /** What `nest new` makes, not installed yet. */
  static async create(cliVersion: string): Promise<Starter> {
    const folder = await nestNew(inject('packed').folder, cliVersion);
    return new Starter(folder, { application: await freePort(), emulator: await freePort() });
  }

  /** Runs a command of the README as it is, but on free ports and with our tarballs. */
  override run(command: string): Promise<Outcome> {
    return super.run(this.#adapted(command));
  }

  override start(command: string, words: string): Promise<void> {
    return super.start(this.#adapted(command), words);
  }

  #adapted(command: string): string {
    const { tarballs } = inject('packed');
    const installed = Object.entries(tarballs).reduce(
      (text, [name, tarball]) => text.replace(new RegExp(` ${name}(?= |$)`), ` ${tarball}`),
      command,
    );
    if (command.startsWith('npm install')) {
      // What ours depend on is not in a registry yet.
      const needed = installed === command ? '' : ` ${tarballs['twilio-permissions']}`;
      return `${installed}${needed} --no-audit --no-fund --prefer-offline`;
    }
    const { application, emulator } = this.#ports;
    return command
      .replace(/^npx twilio-auth-emulator( env)?/, `$& --port ${emulator}`)
      .replaceAll('localhost:3000', `localhost:${application}`)
      .replaceAll('localhost:4010', `localhost:${emulator}`);
  }
}
