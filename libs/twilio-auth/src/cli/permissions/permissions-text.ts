import { policyOf } from '../../core/permissions/permission-policy.js';
import type { Style } from '../terminal.js';
import type { Findings } from './examine.js';

/** What the command did or checks. */
export type Mode = 'show' | 'write' | 'check' | 'strict' | 'add';

/** What was found, for people. */
export function permissionsText(
  findings: Findings,
  { mode, isOk }: { readonly mode: Mode; readonly isOk: boolean },
  { paint, wrap }: Style,
): string {
  const { lock, saw, permissions, used, missing, unused, problems } = findings;
  const section = (title: string, names: readonly string[], sign = ' '): string[] =>
    names.length === 0 ? [] : [`${title}\n${names.map((name) => ` ${sign} ${name}`).join('\n')}`];
  const isChecked = mode === 'check' || mode === 'strict';
  const granted = isChecked || mode === 'write' || mode === 'add' ? permissions : used;
  const passed = saw === 'calls' ? `${lock} has what was used.` : `The names in ${lock} are right.`;
  const verdict = isOk ? paint('green', passed) : paint('red', `The check of ${lock} failed.`);
  return [
    ...section(`Wrong in ${lock}:`, problems),
    ...(mode === 'show' ? section('Used:', used) : []),
    ...section(`Used, and not in ${lock}:`, mode === 'show' ? [] : missing, '+'),
    ...section(`In ${lock}, and not used:`, mode === 'show' ? [] : unused, '-'),
    ...section(
      'Calls that no restricted key and no OAuth app can make:',
      findings.unsupported,
      '!',
    ),
    ...section('Calls of which it is not known what they need:', findings.unknown, '?'),
    ...(isChecked || !isOk ? [] : [policyText(granted, wrap)]),
    wrap(SEEN[saw], ''),
    ...(isChecked ? [verdict] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

const SEEN: Readonly<Record<Findings['saw'], string>> = {
  'no-report': 'No report was given (--from, --emulator), so only the names were checked.',
  'no-call':
    'The reports hold no call, so there was nothing to check. Run the application or its tests first.',
  calls: 'Only calls that were made are seen: what no test exercises is not in the reports.',
};

function policyText(permissions: readonly string[], wrap: Style['wrap']): string {
  const policy = JSON.stringify(policyOf(permissions, 'The application'));
  return [
    'The policy of the key:',
    policy,
    wrap(
      'Create a restricted key with it (POST https://iam.twilio.com/v1/Keys, field Policy), or give it to the one that you have (POST https://iam.twilio.com/v1/Keys/{Sid}): an update replaces the whole policy. In the Console, tick the same names.',
      '',
    ),
  ].join('\n');
}
