import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Faults } from '../faults/faults.js';
import { applySeed } from '../state/apply-seed.js';
import { EmulatorClock } from '../protocol/clock.js';
import { EmulatorState } from '../state/emulator-state.js';
import { checkedSeed } from '../state/check-seed.js';
import type { Outcomes } from '../state/outcomes.js';
import { defaultSeed, type Seed } from '../state/seed.js';
import { withRandomCredentials } from '../state/stable-seed.js';
import type { Specs } from '../specs/specs.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { createApp } from './app.js';
import { EmulatedAccount } from './emulated-account.js';
import { envFor, reachableUrl } from './env.js';
import type { AuthMethod } from './env.js';
import type { EmulatorOptions } from './options.js';
import { RequestDetailsLog } from '../log/request-details.js';
import { PermissionLog } from '../log/permission-log.js';
import { RequestLog } from '../log/request-log.js';

/** Many clients may connect at the same moment, and the default queue of the system is short. */
const BACKLOG = 4096;
/** Time for running requests to finish, before their connections are cut. */
const GRACE_MS = 2_000;

/**
 * An offline Twilio that checks credentials as Twilio documents it.
 *
 * @example
 * await using twilio = await TwilioEmulator.start();
 * const response = await fetch(`${twilio.url}/2010-04-01/Accounts/${twilio.account.sid}.json`);
 * console.log(response.status); // 401: no credential
 */
export class TwilioEmulator {
  /** Every top-level account of the seed; never empty. */
  readonly accounts: readonly [EmulatedAccount, ...EmulatedAccount[]];
  /** The requests so far, without secrets. */
  readonly requests: RequestLog;
  /** Which permissions each credential needed so far. */
  readonly permissions = new PermissionLog();
  /** The emulator's time; moving it forward expires tokens. */
  readonly clock: EmulatorClock;
  /** Faults to inject: outages, throttling, latency and so on. */
  readonly faults = new Faults();
  /** How messages end: `failed` or `undelivered`, with an error code. */
  readonly outcomes: Outcomes;
  /** Signed status callbacks, inbound messages and calls. */
  readonly webhooks: Webhooks;
  readonly #state: EmulatorState;
  readonly #seed: Seed;
  readonly #details = new RequestDetailsLog();
  readonly #app: FastifyInstance;
  #url = '';
  #stopped: Promise<void> | undefined;

  private constructor(options: EmulatorOptions, specs: Specs | undefined) {
    this.clock = new EmulatorClock(options.now);
    this.#state = new EmulatorState(this.clock, options.stepMs ?? 100);
    this.outcomes = this.#state.outcomes;
    this.#seed = withRandomCredentials(checkedSeed(options.seed ?? defaultSeed()));
    const [first, ...others] = applySeed(this.#state, this.#seed);
    this.accounts = [
      new EmulatedAccount(this.#state, first),
      ...others.map((account) => new EmulatedAccount(this.#state, account)),
    ];
    this.requests = new RequestLog(options.requestLogLimit);
    this.webhooks = new Webhooks(this.#state, first.sid, options.webhooks);
    this.#app = createApp({
      state: this.#state,
      requests: this.requests,
      details: this.#details,
      permissions: this.permissions,
      faults: this.faults,
      webhooks: this.webhooks,
      controlToken: options.controlToken,
      reset: () => this.reset(),
      onAnswered: options.onRequest ?? (() => undefined),
      specs,
    });
  }

  /**
   * Starts an emulator.
   * @throws {SeedError} listing every problem of the seed.
   * @throws {SpecsError} naming the file of `specs` that cannot be used.
   * @throws {Error} with the code `EADDRINUSE` if the port is taken.
   */
  static async start(options: EmulatorOptions = {}): Promise<TwilioEmulator> {
    const { host = '127.0.0.1', port = 0, specs } = options;
    const emulator = new TwilioEmulator(
      options,
      specs === undefined ? undefined : await loadSpecs(specs),
    );
    await emulator.#app.listen({ host, port, backlog: BACKLOG });
    const listening = emulator.#app.server.address() as AddressInfo;
    emulator.#url = reachableUrl(listening.address, listening.port);
    return emulator;
  }

  /** Where it listens, e.g. `http://127.0.0.1:49152`; a base URL for clients. */
  get url(): string {
    return this.#url;
  }

  /** The first account of the seed. */
  get account(): EmulatedAccount {
    return this.accounts[0];
  }

  /** `TWILIO_*` variables for an application that authenticates by `method`. */
  env(method: AuthMethod = 'oauth'): Record<string, string> {
    return envFor(this.account, this.url, method);
  }

  /** Revokes one access token; returns whether it existed. */
  revokeToken(token: string): boolean {
    return this.#state.tokens.revoke(token);
  }

  /**
   * Starts over with the same accounts and credentials: what was created, changed, injected or logged is
   * gone, tokens are revoked, and the clock is right again.
   */
  reset(): void {
    this.webhooks.reset();
    this.clock.reset();
    this.faults.clear();
    this.permissions.clear();
    this.requests.clear();
    this.#details.clear();
    this.#state.clear();
    applySeed(this.#state, this.#seed);
  }

  /** Lets running requests finish (two seconds at most), then closes every connection. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    await this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(): Promise<void> {
    this.faults.stop();
    this.webhooks.stop();
    this.clock.stop();
    const cut = setTimeout(() => {
      this.#app.server.closeAllConnections();
    }, GRACE_MS);
    await this.#app.close();
    clearTimeout(cut);
  }
}

/** Most emulators start without specifications, and without the code that reads them. */
async function loadSpecs(folder: string): Promise<Specs> {
  const { readSpecs } = await import('../specs/read-specs.js');
  return readSpecs(folder);
}
