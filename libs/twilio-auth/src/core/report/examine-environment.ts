import { loadConfig, type LoadedConfig } from '../accounts/load-config.js';
import type { Verification } from '../client/verify-account.js';
import { chooseEnvMethod } from '../config/env-credentials.js';
import { toEnvironment } from '../config/environment.js';
import { Problems } from '../config/problems.js';
import { Env, type Variables } from '../config/read-env.js';
import { TwilioAuthConfigError, type ConfigProblem } from '../errors/config.error.js';
import { createGate } from '../policy/create-gate.js';
import type { Clock } from '../primitives/clock.js';
import { BUILT_IN_METHODS } from '../config/methods.js';
import { idleStrategy } from './describe-account.js';
import { readVariables, type VariablesReport } from './read-variables.js';
import { createReport, judged, type EnvironmentReport, type TwilioAuthReport } from './report.js';

/** What came of trying the credential of one account. */
export interface ProbeResult extends Verification {
  readonly account: string;
}

/** What the doctor found. Plain data without a secret; `--json` prints it as it is. */
export interface DoctorReport extends TwilioAuthReport {
  readonly variables: VariablesReport;
  /** The method that would be used, when problems keep the account from being loaded. */
  readonly chosen?: { readonly method: string; readonly because: string };
  /** Only when the credentials were tried. */
  readonly probes?: readonly ProbeResult[];
}

/** How the doctor looks. */
export interface ExaminationOptions {
  readonly clock: Clock;
  /** Tries each credential with Twilio. Default: no API call. */
  readonly probe?: ((config: LoadedConfig) => Promise<readonly ProbeResult[]>) | undefined;
}

/**
 * Examines what an application would get from these variables, here and in production, where
 * another credential may be the one that counts. Rejects for nothing that they can hold.
 */
export async function examineEnvironment(
  variables: Variables,
  { clock, probe }: ExaminationOptions,
): Promise<DoctorReport> {
  const ports = { clock, emit: () => {} };
  const here = await load(variables);
  const there = await load(variables, 'production');
  const production = there.config === undefined ? faulty(there.problems) : judge(there.config);
  if (here.config === undefined) return { ...unloadable(variables, here.problems), production };

  const { config } = here;
  const gate = createGate(config, ports);
  const reported = config.accounts.map(({ account }) => ({
    account,
    strategy: idleStrategy(account),
  }));
  const report = createReport(reported, gate, config.enabled);
  const found = { ...report, production, variables: readVariables(variables) };
  if (probe === undefined || !report.ok) return found;
  const probes = await probe(config);
  return { ...found, ok: probes.every(({ authenticated }) => authenticated), probes };

  function judge(loaded: LoadedConfig): EnvironmentReport {
    return judged(
      createGate(loaded, ports).evaluate(loaded.accounts.map(({ account }) => account)),
    );
  }
}

interface Loaded {
  readonly config?: LoadedConfig;
  readonly problems: readonly ConfigProblem[];
}

async function load(variables: Variables, environment?: string): Promise<Loaded> {
  const options = environment === undefined ? {} : { environment };
  try {
    const config = await loadConfig(options, { methods: BUILT_IN_METHODS, variables });
    return { config, problems: [] };
  } catch (error) {
    if (error instanceof TwilioAuthConfigError) return { problems: error.problems };
    throw error;
  }
}

function faulty(problems: readonly ConfigProblem[]): EnvironmentReport {
  return { ok: false, problems, verdicts: [] };
}

/** What can still be said of a configuration that does not load. */
function unloadable(
  variables: Variables,
  problems: readonly ConfigProblem[],
): Omit<DoctorReport, 'production'> {
  const env = new Env(variables);
  const environment = toEnvironment(undefined, env.get('NODE_ENV'));
  const chosen = chooseEnvMethod(env, environment.name, new Problems());
  return {
    ...faulty(problems),
    enabled: true,
    environment,
    accounts: [],
    variables: readVariables(variables),
    ...(chosen === undefined ? {} : { chosen: { method: chosen.method, because: chosen.because } }),
  };
}
