/** How an account is: `degraded` still serves, and will stop unless somebody does something. */
export type HealthStatus = 'up' | 'degraded' | 'down';

/** One thing that is not as it should be. */
export interface HealthFinding {
  readonly status: Exclude<HealthStatus, 'up'>;
  /** A stable word for alerts. */
  readonly reason:
    | 'account-inactive'
    | 'account-unknown'
    | 'credential-refused'
    | 'exception-ends-soon'
    | 'no-answer'
    | 'policy-refused'
    | 'store-down'
    | 'throttled'
    | 'token-renewal-failing'
    | 'token-unavailable';
  /** One sentence for people. Health is often public: no identifier and no words of Twilio's. */
  readonly message: string;
}

/** The worst of the findings. */
export function statusOf(findings: readonly HealthFinding[]): HealthStatus {
  if (findings.length === 0) return 'up';
  return findings.some(({ status }) => status === 'down') ? 'down' : 'degraded';
}
