import { loadConfig, type LoadedConfig } from '../../core/accounts/load-config.js';
import { chooseEnvMethod } from '../../core/config/choose-env-method.js';
import { BUILT_IN_METHODS } from '../../core/config/methods.js';
import { toEnvironment } from '../../core/config/environment.js';
import { Problems } from '../../core/config/problems.js';
import { Env, type Variables } from '../../core/config/read-env.js';
import { TwilioAuthConfigError, type ConfigProblem } from '../../core/errors/config.error.js';
import { createGate } from '../../core/policy/create-gate.js';
import type { Clock } from '../../core/primitives/clock.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { idleStrategy } from '../../core/report/describe-account.js';
import { probeAccounts, type ProbeResult } from './probe.js';
import { readVariables, type VariablesReport } from './read-variables.js';
import {
  createReport,
  environmentReport,
  type EnvironmentReport,
  type TwilioAuthReport,
} from '../../core/report/report.js';

/** What the doctor found. Plain data without a secret; `--json` prints it unchanged. */
export interface DoctorReport extends TwilioAuthReport {
  readonly variables: VariablesReport;
  /** The chosen method, where problems keep its account from being loaded. */
  readonly chosen?: { readonly method: string; readonly because: string };
  /** Present if the credentials were tried. */
  readonly probes?: readonly ProbeResult[];
}

/** How the environment is examined. */
interface ExaminationOptions {
  readonly clock: Clock;
  /** Tries each credential, for at most this many milliseconds. Absent: no API call. */
  readonly probeLimitMs?: number | undefined;
}

/**
 * Examines what an application would load from these variables, in its environment and in
 * production, where another credential may be chosen. Invalid variables are part of the report.
 */
export async function examineEnvironment(
  variables: Variables,
  { clock, probeLimitMs }: ExaminationOptions,
): Promise<DoctorReport> {
  const ports = { clock, emit: () => {}, testingModule: false };
  const here = await load(variables);
  const there = await load(variables, 'production');
  const production = there.config === undefined ? invalid(there.problems) : evaluate(there.config);
  if (here.config === undefined) return { ...reportProblems(variables, here.problems), production };

  const { config } = here;
  const gate = createGate(config, ports);
  const reported = config.accounts.map(({ account }) => ({
    account,
    strategy: idleStrategy(account),
  }));
  const report = createReport(reported, gate, config.enabled);
  const found = { ...report, production, variables: readVariables(variables) };
  if (probeLimitMs === undefined || !report.ok) return found;
  const probes = await probeAccounts(config, { clock, limitMs: probeLimitMs });
  return { ...found, ok: probes.every(({ authenticated }) => authenticated), probes };

  function evaluate(loaded: LoadedConfig): EnvironmentReport {
    return environmentReport(
      createGate(loaded, ports).evaluate(loaded.accounts.map(({ account }) => account)),
    );
  }
}

interface Loaded {
  readonly config?: LoadedConfig;
  readonly problems: readonly ConfigProblem[];
}

async function load(variables: Variables, environment?: string): Promise<Loaded> {
  const options = withoutUndefined({ environment });
  try {
    const config = await loadConfig(options, { methods: BUILT_IN_METHODS, variables });
    return { config, problems: [] };
  } catch (error) {
    if (error instanceof TwilioAuthConfigError) return { problems: error.problems };
    throw error;
  }
}

function invalid(problems: readonly ConfigProblem[]): EnvironmentReport {
  return { ok: false, problems, verdicts: [] };
}

/** The report on a configuration that does not load. */
function reportProblems(
  variables: Variables,
  problems: readonly ConfigProblem[],
): Omit<DoctorReport, 'production'> {
  const env = new Env(variables);
  const environment = toEnvironment(undefined, env.get('NODE_ENV'));
  const chosen = chooseEnvMethod(env, environment.name, new Problems());
  return {
    ...invalid(problems),
    enabled: true,
    environment,
    accounts: [],
    variables: readVariables(variables),
    ...withoutUndefined({ chosen: chosen && { method: chosen.method, because: chosen.because } }),
  };
}
