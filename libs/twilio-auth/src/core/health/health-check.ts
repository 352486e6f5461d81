import type { Clients } from '../client/clients.js';
import type { LiveAccounts } from '../client/live-accounts.js';
import { verifyAccount } from '../client/verify-account.js';
import type { LoadedConfig } from '../accounts/load-config.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import { attemptWithin } from './attempt-within.js';
import { callFindings } from './call-health.js';
import { statusOf, type HealthFinding, type HealthStatus } from './health-finding.js';
import { policyFindings } from './policy-health.js';
import { storeFindings } from './store-health.js';
import { tokenFindings } from './token-health.js';

/** How one account is. */
export interface AccountHealth {
  readonly status: HealthStatus;
  readonly account: string;
  /** `false`: the module is switched off, on purpose. */
  readonly enabled: boolean;
  readonly method?: string;
  /** Whole seconds of life that the OAuth token has left. */
  readonly tokenExpiresInSeconds?: number;
  readonly findings: readonly HealthFinding[];
}

/** How closely to look. */
export interface HealthRequest {
  /** Name of the account; absent: the default one. */
  readonly account?: string | undefined;
  /** Try the credential with one API call of at most so many milliseconds. Absent: no call. */
  readonly callLimitMs?: number | undefined;
}

/** What a health check works with. */
export interface HealthCheckDeps {
  readonly accounts: LiveAccounts;
  readonly clients: Clients;
  readonly gate: PolicyGate;
  readonly config: Pick<LoadedConfig, 'oauth' | 'policy'>;
  readonly clock: Clock;
}

/** Says how an account is, from what is known already; one API call only where it is asked for. */
export class HealthCheck {
  readonly #deps: HealthCheckDeps;

  constructor(deps: HealthCheckDeps) {
    this.#deps = deps;
  }

  /** Never rejects: a name that is not configured is a finding, too. */
  async check({ account: name = 'default', callLimitMs }: HealthRequest): Promise<AccountHealth> {
    const { accounts, clients, gate, config, clock } = this.#deps;
    const base = { account: name, enabled: accounts.enabled };
    if (!accounts.enabled) return { ...base, status: 'up', findings: [] };
    const live = accounts.find(name);
    if (live === undefined) return { ...base, status: 'down', findings: [UNKNOWN] };
    const verdicts = gate.evaluate([live.snapshot]);
    const { enforceAt = 'boot' } = config.policy;
    const called =
      callLimitMs === undefined
        ? []
        : callFindings(
            await attemptWithin(clock, callLimitMs, () => verifyAccount(live, clients.get(name))),
          );
    const described = live.strategy.describe();
    const findings = [
      ...tokenFindings(described),
      ...policyFindings(verdicts, enforceAt, clock.wallMs()),
      ...(described.token === undefined ? [] : await storeFindings(config.oauth.tokenStore, clock)),
      ...called,
    ];
    const expiresInMs = described.token?.expiresInMs;
    return {
      ...base,
      status: statusOf(findings),
      method: described.method,
      ...(expiresInMs === undefined
        ? {}
        : { tokenExpiresInSeconds: Math.floor(expiresInMs / 1000) }),
      findings,
    };
  }
}

const UNKNOWN: HealthFinding = {
  status: 'down',
  reason: 'account-unknown',
  message: 'No account of this name is configured.',
};
