import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type CommandRun, type Step } from './command.js';
import {
  countMessages,
  keySidsOf,
  startApp,
  type CallingApp,
  startEmulatorProcess,
  type Counted,
} from './processes.js';

/** How the command delivers: it writes the file itself, or a command of a person does. */
export type Delivery = 'file' | 'command';

/** What the report of a rotation says, as JSON. */
interface Report {
  readonly oldKeySid: string;
  readonly newKeySid: string;
  readonly leftOver: readonly string[];
}

/** An emulator, an application that calls steadily, and the command line: a process each. */
export class RotationWorld {
  readonly #folder: string;
  readonly #cli: string;
  readonly #emulator: Awaited<ReturnType<typeof startEmulatorProcess>>;
  readonly #app: CallingApp;
  readonly #delivery: Delivery;

  private constructor(
    folder: string,
    cli: string,
    delivery: Delivery,
    emulator: Awaited<ReturnType<typeof startEmulatorProcess>>,
    app: CallingApp,
  ) {
    this.#folder = folder;
    this.#cli = cli;
    this.#delivery = delivery;
    this.#emulator = emulator;
    this.#app = app;
  }

  static async start(cli: string, delivery: Delivery, rate: number): Promise<RotationWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
    const emulator = await startEmulatorProcess(folder);
    const file = join(folder, 'twilio.json');
    const create = ['keys', 'create', '--name', 'orders', '--deliver-file', file];
    const { code, stderr } = await runCommand(cli, [...create, '--emulator', emulator.url]);
    if (code !== 0) throw new Error(stderr);
    const app = await startApp(emulator.url, rate, { TWILIO_CREDENTIALS_FILE: file });
    // Wide enough that a kill comes between a step and the next.
    const fault = { kind: 'latency', ms: 100, when: { product: 'iam' } };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(fault);
    await fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', headers, body });
    return new RotationWorld(folder, cli, delivery, emulator, app);
  }

  /** Rotates the key, or goes on with a rotation that was killed. */
  async rotate(): Promise<Report> {
    const run = await runCommand(this.#cli, this.#rotateArguments());
    if (run.code !== 0 && run.code !== 3) throw new Error(failureText(run));
    return JSON.parse(run.stdout) as Report;
  }

  /** Runs the same command, and kills it when this step is done; whether that was in time. */
  async killAt(step: Step): Promise<boolean> {
    const run = await runCommand(this.#cli, this.#rotateArguments(), step);
    if (run.signal !== 'SIGKILL' && run.code !== 0 && run.code !== 3) {
      throw new Error(failureText(run));
    }
    return run.signal === 'SIGKILL';
  }

  /** Runs it with a command that delivers, and then kills the run before that knows of it. */
  async killInDelivery(): Promise<void> {
    const { signal } = await runCommand(this.#cli, this.#rotateArguments('; kill -9 $PPID'));
    if (signal !== 'SIGKILL') throw new Error('The run was not killed.');
  }

  /** The SID that the application reads. */
  get heldKeySid(): string {
    return (
      JSON.parse(readFileSync(join(this.#folder, 'twilio.json'), 'utf8')) as { keySid: string }
    ).keySid;
  }

  /** The keys of the account, but for the administrator's own. */
  keySids(): Promise<readonly string[]> {
    return keySidsOf(this.#emulator.url);
  }

  /** How many messages were sent. */
  messages(): Promise<number> {
    return countMessages(this.#emulator.url);
  }

  /** Deletes the key in use, which no rotation does. */
  async revokeHeld(): Promise<void> {
    const args = ['keys', 'revoke', this.heldKeySid, '--emulator', this.#emulator.url];
    await runCommand(this.#cli, args);
  }

  counted(): Promise<Counted> {
    return this.#app.counted();
  }

  /** Ends the calls, and waits for the answers to all of them. */
  finish(): Promise<Counted> {
    return this.#app.finish();
  }

  async end(): Promise<void> {
    await this.#app.end();
    await this.#emulator.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #rotateArguments(andThen = ''): readonly string[] {
    const file = join(this.#folder, 'twilio.json');
    const common = ['keys', 'rotate', '--grace', '0.2', '--json', '--emulator', this.#emulator.url];
    if (this.#delivery === 'file') return [...common, '--deliver-file', file];
    // A secrets manager of one line. Nothing can be read back from it.
    const command = `cat > ${file}.next && mv ${file}.next ${file}${andThen}`;
    return [...common, '--name', 'orders', '--deliver', command];
  }
}

function failureText({ code, signal, stdout, stderr }: CommandRun): string {
  return `The rotation ended with ${signal ?? code}:\n${stdout}${stderr}`;
}
