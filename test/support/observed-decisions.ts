import { inspect } from 'node:util';
import { createRuntime } from '../../libs/twilio-auth/src/core/create-runtime.js';
import { isRefusal } from '../../libs/twilio-auth/src/core/policy/policy-verdict.js';
import { reportAccounts } from '../../libs/twilio-auth/src/core/report/report.js';
import { TwilioAuthModule } from '../../libs/twilio-auth/src/nest/twilio-auth.module.js';
import { FakeClock } from '../../libs/twilio-auth/src/testing/fake-clock.js';
import { API_KEY_OPTIONS, load, VARIABLES } from './configuration.js';
import { ACCOUNT_SID, BASE_URL, OTHER_SID, TOKEN } from './webhook-fixture.js';

/** What was decided, as text that shows every own field. */
export type Observation = Readonly<Record<string, string>>;

const NOW = Date.UTC(2027, 0, 15);
const BILLING = {
  accountSid: OTHER_SID,
  auth: { method: 'auth-token', authToken: 'an-auth-token-of-billing' },
} as const;
const OPTIONS = {
  ...API_KEY_OPTIONS,
  accountSid: ACCOUNT_SID,
  webhook: { signingKeys: [{ secret: TOKEN, name: 'primary' }], baseUrl: BASE_URL },
  accounts: { billing: BILLING },
  resolveAccount: async () => API_KEY_OPTIONS,
  policy: { enforceAt: 'request' },
} as const;

/** Makes every kind of decision once: configuration, policy, access tokens, report. */
export async function observe(): Promise<Observation> {
  return {
    ...(await decisions('production')),
    fromEnvironment: shown((await load({}, { ...VARIABLES.oauth })).accounts),
    refusedStart: await refusedStart(),
    module: shown(Object.keys(TwilioAuthModule.forRoot())),
    isGlobal: String(TwilioAuthModule.forRoot().global),
  };
}

async function decisions(environment: string): Promise<Observation> {
  const clock = new FakeClock(NOW);
  const config = await load(OPTIONS, { NODE_ENV: environment }, { clock });
  const runtime = await createRuntime(config, { clock, emit: () => {} });
  const { accounts, gate, accessTokens, tenants } = runtime;
  const snapshots = accounts.snapshots();
  const token = accessTokens.issue(snapshots[0]!, { identity: 'jane', grants: { chat: {} } });
  const { jti: _, ...claims } = JSON.parse(
    Buffer.from(token.token.split('.')[1]!, 'base64url').toString(),
  ) as { jti: string };
  const tenant = await tenants.get('acme');
  const verdicts = gate.evaluate(snapshots);
  const observed = {
    config: shown(config),
    verdicts: shown(verdicts),
    refused: shown(verdicts.map(isRefusal)),
    report: shown(reportAccounts(accounts, gate, runtime.permissions)),
    call: shown(snapshots.map((account) => outcome(() => gate.assertCallAllowed(account)))),
    claims: shown(claims),
    tenant: shown(tenant.account.snapshot),
  };
  await runtime.close(0);
  return observed;
}

async function refusedStart(): Promise<string> {
  const config = await load({ ...BILLING }, { NODE_ENV: 'production' });
  const started = createRuntime(config, { clock: new FakeClock(NOW), emit: () => {} });
  return started.then(
    () => 'it started',
    (error: Error) => error.message,
  );
}

function outcome(work: () => void): string {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as Error).message;
  }
}

function shown(value: unknown): string {
  return inspect(value, { depth: 10, sorted: true, breakLength: 120 });
}
