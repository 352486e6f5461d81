import { isDeepStrictEqual } from 'node:util';
import type { DoctorReport } from './examine-environment.js';
import type { EnvironmentReport } from '../../core/report/report.js';
import { accountText } from './account-text.js';
import { badge, type Badge, type Style } from '../terminal.js';

/** The report for people: as wide as the terminal, readable without colour. */
export function doctorText(report: DoctorReport, style: Style): string {
  const { environment, accounts, production } = report;
  return [
    [
      style.wrap(`${environment.name} (${environment.because})`, MARGIN, 'Environment  '),
      ...(report.enabled
        ? []
        : [style.wrap('disabled by TWILIO_AUTH_ENABLED', MARGIN, 'Twilio       ')]),
      ...chosenText(report, style),
      ...variablesText(report, style),
    ].join('\n'),
    ...accounts.map((account) => accountText(account, style)),
    section('In this environment', findings(report, style), style),
    ...(environment.isProduction
      ? []
      : [section('In production', elsewhere(report, production, style), style)]),
    ...probesText(report, style),
    conclusion(report, style),
    '',
  ].join('\n\n');
}

const MARGIN = ' '.repeat(13);

function chosenText({ chosen }: DoctorReport, { wrap }: Style): string[] {
  return chosen === undefined
    ? []
    : [wrap(`${chosen.method}: ${chosen.because}`, MARGIN, 'Method       ')];
}

/** An account shows the variables of its fields. Without an account, they are listed here. */
function variablesText({ variables, accounts }: DoctorReport, style: Style): string[] {
  const set = variables.set.length === 0 ? 'none used by this module' : variables.set.join(', ');
  return [
    ...(accounts.length > 0 ? [] : [style.wrap(set, MARGIN, 'Variables    ')]),
    ...variables.misspelt.map(({ name, meant }) =>
      finding('warning', `Nothing reads ${name}.`, `Did you mean ${meant}?`, style),
    ),
  ];
}

function findings({ problems, verdicts }: EnvironmentReport, style: Style): string[] {
  const lines = [
    ...problems.map(({ path, variable, expected, remedy }) =>
      finding('error', `${variable ?? path}: ${expected}.`, remedy, style),
    ),
    ...verdicts.map(({ severity, rule, account, message, remedy, exception }) =>
      exception === undefined
        ? finding(severity, `[${rule}] ${account}: ${message}`, remedy, style)
        : finding(
            'allowed',
            `[${rule}] ${account}: ${message}`,
            `Allowed until ${exception.until}: ${exception.reason}`,
            style,
          ),
    ),
  ];
  return lines.length === 0 ? [`  ${badge('ok', style.paint)} no problems`] : lines;
}

/** Problems that are the same in production are not repeated. */
function elsewhere(here: EnvironmentReport, there: EnvironmentReport, style: Style): string[] {
  const isSame = isDeepStrictEqual(here.problems, there.problems) && there.verdicts.length === 0;
  return there.problems.length > 0 && isSame
    ? [`  ${badge('error', style.paint)} the same problems`]
    : findings(there, style);
}

function probesText({ probes, variables }: DoctorReport, style: Style): string[] {
  if (probes === undefined) return [];
  const lines = probes.map(({ account, authenticated, message }) => {
    const kind = authenticated ? 'ok' : 'error';
    return style.wrap(`${account}: ${message}`, INDENT, `  ${badge(kind, style.paint)} `);
  });
  const isElsewhere = variables.set.includes('TWILIO_API_BASE_URL');
  const title = isElsewhere ? 'Probe (of TWILIO_API_BASE_URL, not of Twilio)' : 'Probe';
  return [section(title, lines, style)];
}

/** The result in one sentence. */
function conclusion({ ok, production, probes }: DoctorReport, style: Style): string {
  const sentence = ok
    ? production.ok
      ? 'This configuration works.'
      : 'This configuration works here. In production, the application would not start.'
    : probes === undefined
      ? 'The application would not start. Fix the errors above.'
      : 'The application would start, but a credential does not work.';
  const colour = ok ? (production.ok ? 'green' : 'yellow') : 'red';
  return style.paint(colour, style.wrap(sentence, ''));
}

const INDENT = ' '.repeat(10);

function finding(kind: Badge, what: string, remedy: string, style: Style): string {
  return [
    style.wrap(what, INDENT, `  ${badge(kind, style.paint)} `),
    style.wrap(remedy, `${INDENT}   `, `${INDENT}-> `),
  ].join('\n');
}

function section(title: string, lines: readonly string[], style: Style): string {
  return [style.paint('bold', title), ...lines].join('\n');
}
