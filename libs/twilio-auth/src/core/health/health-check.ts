import { DEFAULT_ACCOUNT } from '../accounts/account-names.js';
import type { LoadedConfig } from '../accounts/load-config.js';
import type { Clients } from '../client/clients.js';
import type { LiveAccounts } from '../client/live-accounts.js';
import { verifyAccount } from '../client/verify-account.js';
import type { PolicyGate } from '../policy/policy-gate.js';
import type { Clock } from '../primitives/clock.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import { attemptWithin } from './attempt-within.js';
import {
  attemptFindings,
  lastCallFindings,
  policyFindings,
  statusOf,
  storeFindings,
  tokenFindings,
  type HealthFinding,
  type HealthStatus,
} from './findings.js';
import { tryAccounts, type TriedAccount } from './verify-at-boot.js';

/** The health of one account. */
export interface AccountHealth {
  readonly status: HealthStatus;
  readonly account: string;
  /** `false`: the module is disabled by configuration. */
  readonly enabled: boolean;
  readonly method?: string;
  /** Whole seconds until the OAuth token expires. */
  readonly tokenExpiresInSeconds?: number;
  readonly findings: readonly HealthFinding[];
}

/** What to check. */
interface HealthRequest {
  /** Name of the account; absent: the default one. */
  readonly account?: string | undefined;
  /** Try the credential with one API call, for at most this many milliseconds. Absent: no call. */
  readonly callLimitMs?: number | undefined;
}

/** What a health check works with. */
interface HealthCheckDeps {
  readonly accounts: LiveAccounts;
  readonly clients: Clients;
  readonly gate: PolicyGate;
  readonly config: Pick<LoadedConfig, 'oauth' | 'verifyAtBoot'>;
  readonly clock: Clock;
}

/** Reports the health of an account from what is known; calls Twilio only if asked to. */
export class HealthCheck {
  readonly #deps: HealthCheckDeps;

  constructor(deps: HealthCheckDeps) {
    this.#deps = deps;
  }

  /** Tries every configured account, if the configuration says so; see {@link tryAccounts}. */
  async verifyAtBoot(): Promise<readonly TriedAccount[]> {
    const { accounts, clients, config, clock } = this.#deps;
    if (config.verifyAtBoot === 'off' || !accounts.enabled) return [];
    const refuses = config.verifyAtBoot === 'refuse';
    return tryAccounts(accounts.all(), { clients, clock, refuses });
  }

  /** Never rejects: an account that is not configured is a finding too. */
  async check(request: HealthRequest): Promise<AccountHealth> {
    const { account: name = DEFAULT_ACCOUNT, callLimitMs } = request;
    const { accounts, clients, gate, config, clock } = this.#deps;
    const base = { account: name, enabled: accounts.enabled };
    if (!accounts.enabled) return { ...base, status: 'up', findings: [] };
    const live = accounts.find(name);
    if (live === undefined) return { ...base, status: 'down', findings: [UNKNOWN] };

    const verdicts = gate.evaluate([live.snapshot]);
    const attempt =
      callLimitMs === undefined
        ? undefined
        : await attemptWithin(clock, callLimitMs, () => verifyAccount(live, clients.ofProbe(live)));
    const described = live.strategy.describe();
    const { method, token } = described;
    const findings = [
      ...tokenFindings(described),
      ...policyFindings(verdicts, clock.wallMs()),
      ...(token === undefined ? [] : await storeFindings(config.oauth.tokenStore, clock)),
      ...(attempt === undefined ? lastCallFindings(live) : attemptFindings(attempt)),
    ];
    const { expiresInMs } = token ?? {};
    const tokenExpiresInSeconds =
      expiresInMs === undefined ? undefined : Math.floor(expiresInMs / 1000);
    const status = statusOf(findings);
    return { ...base, status, method, ...withoutUndefined({ tokenExpiresInSeconds }), findings };
  }
}

const UNKNOWN: HealthFinding = {
  status: 'down',
  reason: 'account-unknown',
  message: 'No account of this name is configured.',
};
