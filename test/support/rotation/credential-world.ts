import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command.js';
import {
  ACCOUNT_SID,
  countMessages,
  FIRST_AUTH_TOKEN,
  OAUTH_APP,
  startApp,
  startEmulatorProcess,
  type CallingApp,
  type Running,
} from './processes.js';
import { ROTATED, type RotatedCredential } from './rotated.js';

/** What the application saw. */
export interface Seen {
  readonly calls: number;
  readonly failedCalls: number;
  readonly duplicates: number;
  readonly webhooks: number;
  readonly rejectedWebhooks: number;
  /** Applications that started meanwhile, and could not get a token with what they read. */
  readonly failedStarts: number;
  readonly firstError?: string;
}

interface Rates {
  readonly calls: number;
  readonly webhooks: number;
}

/**
 * An emulator, an application with an OAuth app that calls and takes webhooks, and the command line:
 * a process each.
 */
export class CredentialWorld {
  readonly #folder: string;
  readonly #cli: string;
  readonly #emulator: Running & { readonly url: string };
  readonly #app: CallingApp;
  readonly #over = new AbortController();
  readonly #load: Promise<unknown>;
  #webhooks = 0;
  #rejected = 0;
  #failedStarts = 0;

  private constructor(
    folder: string,
    cli: string,
    emulator: Running & { readonly url: string },
    app: CallingApp,
    webhooksPerSecond: number,
  ) {
    this.#folder = folder;
    this.#cli = cli;
    this.#emulator = emulator;
    this.#app = app;
    this.#load = Promise.all([this.#sendWebhooks(webhooksPerSecond), this.#startOthers()]);
  }

  static async start(cli: string, rates: Rates): Promise<CredentialWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
    const [file, keys] = [join(folder, 'twilio.json'), join(folder, 'keys')];
    const credential = { accountSid: ACCOUNT_SID, method: 'oauth', ...OAUTH_APP };
    writeFileSync(file, JSON.stringify(credential));
    writeFileSync(keys, FIRST_AUTH_TOKEN);
    const emulator = await startEmulatorProcess(folder);
    const variables = { TWILIO_CREDENTIALS_FILE: file, TWILIO_WEBHOOK_SIGNING_KEYS_FILE: keys };
    const app = await startApp(emulator.url, rates.calls, variables);
    for (const product of ['iam', 'accounts']) {
      // Wide enough that a kill comes between a step and the next.
      const fault = { kind: 'latency', ms: 100, when: { product } };
      await post(`${emulator.url}/__emulator/faults`, fault);
    }
    return new CredentialWorld(folder, cli, emulator, app, rates.webhooks);
  }

  /** Rotates, or goes on with a rotation that was killed. */
  async rotate(what: RotatedCredential): Promise<void> {
    const { code, stderr } = await runCommand(this.#cli, this.#arguments(what));
    if (code !== 0) throw new Error(`The rotation ended with ${code}:\n${stderr}`);
  }

  /** Runs the same command, and kills it when this step is done; whether that was in time. */
  async killAt(what: RotatedCredential, step: string): Promise<boolean> {
    const { signal, code, stderr } = await runCommand(this.#cli, this.#arguments(what), step);
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${code}:\n${stderr}`);
    return signal === 'SIGKILL';
  }

  /** Every token ends now, so that the application needs its secret. */
  revokeTokens(): Promise<unknown> {
    return post(`${this.#emulator.url}/__emulator/tokens/revoke`, {});
  }

  /** The secret, or the keys, that an application reads now. */
  held(what: RotatedCredential): string {
    return readFileSync(this.fileOf(what), 'utf8').trim();
  }

  fileOf(what: RotatedCredential): string {
    return join(this.#folder, ROTATED[what].file);
  }

  /** Ends calls and webhooks, and waits for the answers to all of them. */
  async finish(): Promise<Seen> {
    this.#over.abort();
    await this.#load;
    const { calls, failed: failedCalls, firstError } = await this.#app.finish();
    const sent = (await countMessages(this.#emulator.url)) - this.#webhooks;
    return {
      calls,
      failedCalls,
      duplicates: Math.max(0, sent - (calls - failedCalls)),
      webhooks: this.#webhooks,
      rejectedWebhooks: this.#rejected,
      failedStarts: this.#failedStarts,
      ...(firstError !== undefined && { firstError }),
    };
  }

  async end(): Promise<void> {
    this.#over.abort();
    await this.#load.catch(() => undefined);
    await this.#app.end();
    await this.#emulator.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get webhookUrl(): string {
    return `${this.#app.url}/webhooks/sms`;
  }

  get rejectedWebhooks(): number {
    return this.#rejected;
  }

  /** Inbound messages, which the emulator signs as Twilio does: with the primary Auth Token. */
  async #sendWebhooks(perSecond: number): Promise<void> {
    const running = new Set<Promise<void>>();
    while (!this.#over.signal.aborted) {
      this.#webhooks += 1;
      const sent = this.#sendWebhook().finally(() => running.delete(sent));
      running.add(sent);
      await sleep(1000 / perSecond);
    }
    await Promise.all(running);
  }

  async #sendWebhook(): Promise<void> {
    const message = { from: '+15558675310', to: '+15005550010', body: 'hello' };
    const path = `${this.#emulator.url}/__emulator/webhooks/inbound-message`;
    const { status } = (await post(path, { ...message, url: this.webhookUrl })) as {
      status?: number;
    };
    if (status !== 200) this.#rejected += 1;
  }

  /** Applications that start: each reads the file and asks for a token; again after a second, as ours do. */
  async #startOthers(): Promise<void> {
    while (!this.#over.signal.aborted) {
      if (!(await this.#getsToken())) {
        await sleep(1000);
        if (!(await this.#getsToken())) this.#failedStarts += 1;
      }
      await sleep(50);
    }
  }

  async #getsToken(): Promise<boolean> {
    const { clientId, clientSecret } = JSON.parse(this.held('OAuth secret')) as typeof OAUTH_APP;
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    };
    const body = new URLSearchParams(form);
    const { ok } = await fetch(`${this.#emulator.url}/v2/token`, { method: 'POST', body });
    return ok;
  }

  #arguments(what: RotatedCredential): readonly string[] {
    const { args, option } = ROTATED[what];
    return [...args, option, this.fileOf(what), '--emulator', this.#emulator.url];
  }
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}
