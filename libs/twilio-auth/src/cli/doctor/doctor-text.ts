import { isDeepStrictEqual } from 'node:util';
import type { DoctorReport } from './examine-environment.js';
import type { EnvironmentReport } from '../../core/report/report.js';
import { accountText } from './account-text.js';
import { badge, wrap, type Badge, type Paint } from '../terminal.js';

/** The report for people: at most 80 columns, readable without colour. */
export function doctorText(report: DoctorReport, paint: Paint): string {
  const { environment, accounts, production } = report;
  return [
    [
      wrap(`${environment.name} (${environment.because})`, MARGIN, 'Environment  '),
      ...(report.enabled ? [] : [wrap('disabled by TWILIO_AUTH_ENABLED', MARGIN, 'Twilio       ')]),
      ...chosenText(report),
      ...variablesText(report, paint),
    ].join('\n'),
    ...accounts.map((account) => accountText(account, paint)),
    section('In this environment', findings(report, paint), paint),
    ...(environment.isProduction
      ? []
      : [section('In production', elsewhere(report, production, paint), paint)]),
    ...probesText(report, paint),
    conclusion(report, paint),
    '',
  ].join('\n\n');
}

const MARGIN = ' '.repeat(13);

function chosenText({ chosen }: DoctorReport): string[] {
  return chosen === undefined
    ? []
    : [wrap(`${chosen.method}: ${chosen.because}`, MARGIN, 'Method       ')];
}

/** An account shows the variables of its fields. Without an account, they are listed here. */
function variablesText({ variables, accounts }: DoctorReport, paint: Paint): string[] {
  const set = variables.set.length === 0 ? 'none that this module reads' : variables.set.join(', ');
  return [
    ...(accounts.length > 0 ? [] : [wrap(set, MARGIN, 'Variables    ')]),
    ...variables.misspelt.map(({ name, meant }) =>
      finding('warning', `Nothing reads ${name}.`, `Did you mean ${meant}?`, paint),
    ),
  ];
}

function findings({ problems, verdicts }: EnvironmentReport, paint: Paint): string[] {
  const lines = [
    ...problems.map(({ path, variable, expected, remedy }) =>
      finding('error', `${variable ?? path}: ${expected}.`, remedy, paint),
    ),
    ...verdicts.map(({ severity, rule, account, message, remedy, exception }) =>
      exception === undefined
        ? finding(severity, `[${rule}] ${account}: ${message}`, remedy, paint)
        : finding(
            'allowed',
            `[${rule}] ${account}: ${message}`,
            `Allowed until ${exception.until}: ${exception.reason}`,
            paint,
          ),
    ),
  ];
  return lines.length === 0 ? [`  ${badge('ok', paint)} no problems`] : lines;
}

/** Problems that are the same in production are not repeated. */
function elsewhere(here: EnvironmentReport, there: EnvironmentReport, paint: Paint): string[] {
  const isSame = isDeepStrictEqual(here.problems, there.problems) && there.verdicts.length === 0;
  return there.problems.length > 0 && isSame
    ? [`  ${badge('error', paint)} the same problems`]
    : findings(there, paint);
}

function probesText({ probes, variables }: DoctorReport, paint: Paint): string[] {
  if (probes === undefined) return [];
  const lines = probes.map(({ account, authenticated, message }) => {
    const kind = authenticated ? 'ok' : 'error';
    return wrap(`${account}: ${message}`, INDENT, `  ${badge(kind, paint)} `);
  });
  const isElsewhere = variables.set.includes('TWILIO_API_BASE_URL');
  const title = isElsewhere ? 'Probe (of TWILIO_API_BASE_URL, not of Twilio)' : 'Probe';
  return [section(title, lines, paint)];
}

/** The result in one sentence. */
function conclusion({ ok, production, probes }: DoctorReport, paint: Paint): string {
  const sentence = ok
    ? production.ok
      ? 'This configuration works.'
      : 'This configuration works here. In production, the application would not start.'
    : probes === undefined
      ? 'The application would not start. Fix the errors above.'
      : 'The application would start, but a credential does not work.';
  const colour = ok ? (production.ok ? 'green' : 'yellow') : 'red';
  return paint(colour, wrap(sentence, ''));
}

const INDENT = ' '.repeat(10);

function finding(kind: Badge, what: string, remedy: string, paint: Paint): string {
  return [
    wrap(what, INDENT, `  ${badge(kind, paint)} `),
    wrap(remedy, `${INDENT}   `, `${INDENT}-> `),
  ].join('\n');
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return [paint('bold', title), ...lines].join('\n');
}
