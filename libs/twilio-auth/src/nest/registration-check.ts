import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { TwilioAuthConfigError } from '../core/errors/config.error.js';
import { warningOfCopies } from './loaded-copies.js';
import { LOG_CONTEXT } from './log.js';
import { TWILIO_AUTH_RUNTIME } from './tokens.js';

/**
 * Refuses registrations that would start and then not do what they look like. It injects nothing of
 * ours, so that it also runs where everything else is request-scoped.
 */
@Injectable()
export class RegistrationCheck implements OnModuleInit {
  readonly #modules: ModulesContainer;

  /** A module that is loaded lazily has no other hook: `onModuleInit` is over by then. */
  constructor(@Inject(ModulesContainer) modules: ModulesContainer) {
    this.#modules = modules;
    const warning = warningOfCopies();
    if (warning !== undefined) new Logger(LOG_CONTEXT).warn(warning);
    if (this.#registrations().filter(({ isGlobal }) => isGlobal).length > 1) {
      throw twoGlobalModules();
    }
  }

  /** Only now is it known what every provider depends on. */
  onModuleInit(): void {
    for (const { providers } of this.#registrations()) {
      if (providers.get(TWILIO_AUTH_RUNTIME)?.isDependencyTreeStatic() === false) {
        throw requestScoped();
      }
    }
  }

  #registrations(): readonly Module[] {
    return [...this.#modules.values()].filter(({ providers }) =>
      providers.has(TWILIO_AUTH_RUNTIME),
    );
  }
}

type Module = ModulesContainer extends Map<string, infer M> ? M : never;

/** Which of them an application gets would depend on the order of its imports. */
function twoGlobalModules(): TwilioAuthConfigError {
  return new TwilioAuthConfigError([
    {
      path: 'TwilioAuthModule',
      expected: 'one global registration in an application, and there are several',
      remedy:
        'Keep one, in the root module, and name further accounts in its `accounts`. A registration of its own needs isGlobal: false.',
    },
  ]);
}

/** Each request would create its own tokens and connections, and nothing would be checked at boot. */
function requestScoped(): TwilioAuthConfigError {
  return new TwilioAuthConfigError([
    {
      path: 'TwilioAuthModule.forRootAsync()',
      expected: 'a factory that depends on no request, and it injects something request-scoped',
      remedy:
        'For credentials that differ by request, use resolveAccount and TwilioAccounts.forTenant(id).',
    },
  ]);
}
