import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const START = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));

type Variables = Readonly<Record<string, string>>;

/** The sample in a separate process, as `npm start` starts it. */
export class SampleProcess implements AsyncDisposable {
  readonly url: string;
  /** Everything it printed, in order. */
  output = '';
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown[]>;

  private constructor(port: number, variables: Variables) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [START], {
      // Not in the repository, where a developer may have a .env file with real credentials.
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], PORT: String(port), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#child, 'exit');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  /** Starts it, and waits until it listens. */
  static async start(variables: Variables = {}): Promise<SampleProcess> {
    const sample = new SampleProcess(await freePort(), variables);
    while (!sample.output.includes('The sample runs on')) {
      await Promise.race([once(sample.#child.stdout, 'data'), sample.#exit]);
      if (sample.#child.exitCode !== null) throw new Error(`The sample ended:\n${sample.output}`);
    }
    return sample;
  }

  /** Starts it with variables that make it exit, and waits for the exit. */
  static async failedStart(variables: Variables): Promise<{ exitCode: number; output: string }> {
    const sample = new SampleProcess(await freePort(), variables);
    const [exitCode] = await sample.#exit;
    return { exitCode: exitCode as number, output: sample.output };
  }

  /** Sends JSON, and returns the body of the answer parsed if it is JSON. */
  async call(method: string, path: string, body?: unknown, headers: Variables = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exit;
  }
}
