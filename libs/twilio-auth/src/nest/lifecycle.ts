import {
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { bootLines } from '../core/log/boot-lines.js';
import { reportRuntime } from '../core/report/report-runtime.js';
import type { Runtime } from '../core/client/runtime.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import type { WebhookRoute } from '../core/policy/rule.js';
import { LOG_CONTEXT, writeLine } from './log.js';

/** Draining takes half of the second that shutdown may last; the rest is for closing by force. */
const GRACE_MS = 500;

/** What the lifecycle works with. */
export interface LifecycleDeps {
  readonly runtime: Runtime;
  readonly gate: PolicyGate;
  /** The routes that Twilio calls, once there are any. */
  readonly routes: () => readonly WebhookRoute[];
  readonly rawBody: () => boolean | undefined;
}

/** Says at boot what is in force, and ends at shutdown what was begun. */
export class TwilioAuthLifecycle implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  readonly #deps: LifecycleDeps;
  readonly #logger = new Logger(LOG_CONTEXT);

  constructor(deps: LifecycleDeps) {
    this.#deps = deps;
  }

  /** Only now are the routes known, and with them what the policy says about webhooks. */
  onModuleInit(): void {
    const { runtime, gate, routes, rawBody } = this.#deps;
    const kept = rawBody();
    const facts = { routes: routes(), ...(kept === undefined ? {} : { rawBody: kept }) };
    if (runtime.enabled) {
      // A route of an account that does not exist would refuse every webhook.
      for (const { account } of facts.routes)
        if (account !== undefined) runtime.accounts.get(account);
      gate.addFacts(facts, runtime.accounts.snapshots());
    }
    for (const line of bootLines(reportRuntime(runtime, gate))) writeLine(this.#logger, line);
  }

  /** Requests are still draining here, and they may need a token: only background work ends. */
  onModuleDestroy(): void {
    this.#deps.runtime.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#deps.runtime.close(GRACE_MS);
  }
}
