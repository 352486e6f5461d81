import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Runtime } from '../core/create-runtime.js';
import { bootLines } from '../core/log/boot-lines.js';
import { reportAccounts } from '../core/report/report.js';
import { isSid } from '../core/primitives/sid.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { LOG_CONTEXT, writeLine } from './log.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';
import { discoverWebhookRoutes, RawBodyProbe } from './webhook/webhook-setup.js';

/** Once requests are drained, what is left gets half a second before it is ended by force. */
const GRACE_MS = 500;

/** Logs at boot what is configured, and ends at shutdown what was started. */
@Injectable()
export class TwilioAuthLifecycle
  implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown
{
  readonly #runtime: Runtime;
  readonly #discovery: DiscoveryService;
  readonly #rawBody: RawBodyProbe;

  constructor(
    @Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime,
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(RawBodyProbe) rawBody: RawBodyProbe,
  ) {
    this.#runtime = runtime;
    this.#discovery = discovery;
    this.#rawBody = rawBody;
  }

  /** The routes are known only now, and with them the policy's verdicts on webhooks. */
  onModuleInit(): void {
    const { accounts, gate, permissions } = this.#runtime;
    if (accounts.enabled) {
      const routes = discoverWebhookRoutes(this.#discovery);
      // A route of an unknown account would reject every webhook.
      for (const { account } of routes) if (account !== undefined) this.#assertKnown(account);
      const { rawBody } = this.#rawBody;
      gate.addFacts(withoutUndefined({ routes, rawBody }), accounts.snapshots());
    }
    const logger = new Logger(LOG_CONTEXT);
    const report = reportAccounts(accounts, gate, permissions);
    for (const line of bootLines(report)) writeLine(logger, line);
  }

  /** Nest listens after this. */
  async onApplicationBootstrap(): Promise<void> {
    const logger = new Logger(LOG_CONTEXT);
    for (const { account, authenticated, message } of await this.#runtime.health.verifyAtBoot()) {
      const level = authenticated ? 'log' : 'warn';
      writeLine(logger, { level, message: `${account}: ${message}`, params: { account } });
    }
  }

  /** A SID may be one whose keys are looked up with each request. */
  #assertKnown(account: string): void {
    if (!isSid('account', account)) this.#runtime.accounts.get(account);
  }

  /** Requests that are still draining may need Twilio, for as long as `shutdown.graceMs` allows. */
  onModuleDestroy(): void {
    this.#runtime.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#runtime.close(GRACE_MS);
  }
}
