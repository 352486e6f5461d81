import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { EmulatorClock } from '../state/clock.js';
import { plant } from '../state/plant.js';
import { defaultSeed } from '../state/seed.js';
import { World } from '../state/world.js';
import { createApp } from './app.js';
import { EmulatedAccount } from './emulated-account.js';
import { envFor } from './env.js';
import type { AuthMethod } from './env.js';
import type { EmulatorOptions } from './options.js';
import { RequestLog } from './request-log.js';

/** Many clients may connect at the same moment; the system's default queue is short. */
const BACKLOG = 4096;

/**
 * An offline Twilio that checks credentials as Twilio documents it.
 *
 * @example
 * await using twilio = await TwilioEmulator.start();
 * const response = await fetch(`${twilio.url}/2010-04-01/Accounts/${twilio.account.sid}.json`);
 * console.log(response.status); // 401: no credential
 */
export class TwilioEmulator {
  /** Where it listens, e.g. `http://127.0.0.1:49152`; a base URL for clients. */
  readonly url: string;
  /** Every top-level account of the seed. */
  readonly accounts: readonly EmulatedAccount[];
  /** The requests so far, without secrets. */
  readonly requests: RequestLog;
  /** The emulator's time; moving it forward expires tokens. */
  readonly clock: EmulatorClock;
  readonly #app: FastifyInstance;

  private constructor(parts: {
    app: FastifyInstance;
    url: string;
    accounts: readonly EmulatedAccount[];
    requests: RequestLog;
    clock: EmulatorClock;
  }) {
    this.#app = parts.app;
    this.url = parts.url;
    this.accounts = parts.accounts;
    this.requests = parts.requests;
    this.clock = parts.clock;
  }

  /** Starts an emulator. Rejects if the port is taken or the seed is wrong. */
  static async start(options: EmulatorOptions = {}): Promise<TwilioEmulator> {
    const { host = '127.0.0.1', port = 0 } = options;
    const clock = new EmulatorClock(options.now);
    const world = new World(clock, options.stepMs ?? 100);
    const planted = plant(world, options.seed ?? defaultSeed());
    const accounts = planted.map((account) => new EmulatedAccount(world, account));
    const requests = new RequestLog(options.requestLogLimit);
    const app = createApp({ world, requests });
    await app.listen({ host, port, backlog: BACKLOG });
    return new TwilioEmulator({ app, url: urlOf(app), accounts, requests, clock });
  }

  /** The first account of the seed. */
  get account(): EmulatedAccount {
    const [first] = this.accounts;
    if (first === undefined) throw new Error('The seed has no account.');
    return first;
  }

  /** `TWILIO_*` variables for an application that authenticates by `method`. */
  env(method: AuthMethod = 'oauth'): Record<string, string> {
    return envFor(this.account, this.url, method);
  }

  /** Lets running requests finish, then closes every connection. */
  async stop(): Promise<void> {
    await this.#app.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** An emulator on all interfaces is still reached from here by the loopback address. */
function urlOf(app: FastifyInstance): string {
  const { address, family, port } = app.server.address() as AddressInfo;
  const isAny = address === '0.0.0.0' || address === '::';
  if (isAny) return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
