import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { bootLines } from '../core/doctor/boot-lines.js';
import { reportRuntime } from '../core/doctor/report-runtime.js';
import type { Runtime } from '../core/client/runtime.js';
import type { PolicyGate } from '../core/policy/policy-gate.js';
import { LOG_CONTEXT } from './log-context.js';
import { TWILIO_AUTH_GATE, TWILIO_AUTH_RUNTIME } from './tokens.js';

/** Draining takes half of the second that shutdown may last; the rest is for closing by force. */
const GRACE_MS = 500;

/** Says at boot what is in force, and ends at shutdown what was begun. */
@Injectable()
export class TwilioAuthLifecycle implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  readonly #runtime: Runtime;
  readonly #gate: PolicyGate;
  readonly #logger = new Logger(LOG_CONTEXT);

  constructor(
    @Inject(TWILIO_AUTH_RUNTIME) runtime: Runtime,
    @Inject(TWILIO_AUTH_GATE) gate: PolicyGate,
  ) {
    this.#runtime = runtime;
    this.#gate = gate;
  }

  onModuleInit(): void {
    for (const { level, message } of bootLines(reportRuntime(this.#runtime, this.#gate))) {
      this.#logger[level](message);
    }
  }

  /** Requests are still draining here, and they may need a token: only background work ends. */
  onModuleDestroy(): void {
    this.#runtime.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#runtime.close(GRACE_MS);
  }
}
