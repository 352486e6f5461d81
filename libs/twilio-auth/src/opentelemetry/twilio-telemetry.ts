import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { TwilioAuthEvents } from '../nest/twilio-auth-events.js';
import { callSpans } from './call-spans.js';
import { recordMetrics } from './record-metrics.js';

/** Where telemetry goes. */
export interface TwilioTelemetryOptions {
  /** Default: the global one of `@opentelemetry/api`. */
  readonly meterProvider?: MeterProvider;
  /** Default: the global one of `@opentelemetry/api`. */
  readonly tracerProvider?: TracerProvider;
}

/** Nobody provides it: whoever has options calls the constructor. */
const OPTIONS = Symbol('nestjs-twilio-auth:telemetry-options');
const SCOPE = 'nestjs-twilio-auth';

/**
 * Metrics of calls, tokens, webhooks and rotations, and a span for each call to Twilio, for
 * OpenTelemetry. Nothing of a header or body is in them, and no SID or number in a name.
 *
 * Start the OpenTelemetry SDK before the application: metrics go to the provider that is registered
 * when this provider is created.
 *
 * @example
 * import { Module } from '@nestjs/common';
 * import { TwilioAuthModule } from 'nestjs-twilio-auth';
 * import { TwilioTelemetry } from 'nestjs-twilio-auth/opentelemetry';
 *
 * @Module({
 *   imports: [TwilioAuthModule.forRoot()],
 *   providers: [TwilioTelemetry],
 * })
 * export class AppModule {}
 */
@Injectable()
export class TwilioTelemetry implements OnModuleDestroy {
  readonly #ends: readonly (() => void)[];

  constructor(
    @Inject(TwilioAuthEvents) events: TwilioAuthEvents,
    @Optional() @Inject(OPTIONS) { meterProvider, tracerProvider }: TwilioTelemetryOptions = {},
  ) {
    const meter = (meterProvider ?? metrics).getMeter(SCOPE);
    const tracer = (tracerProvider ?? trace).getTracer(SCOPE);
    this.#ends = [...recordMetrics(events, meter), events.calls.trace(callSpans(tracer))];
  }

  /** Records nothing more. */
  onModuleDestroy(): void {
    for (const end of this.#ends) end();
  }
}
