import type { PolicyRule } from './rule.js';
import { POLICY_RULES } from './rules/rules.js';

const SHOWN: Readonly<Record<PolicyRule['production'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  none: '–',
};

/** The policy as Markdown, made from the rules that the gate applies. */
export function renderPolicyTable(): string {
  return [
    '| Rule | Forbids | Production | Elsewhere | Remedy |',
    '| --- | --- | --- | --- | --- |',
    ...POLICY_RULES.map(
      ({ id, title, production, elsewhere, remedy }) =>
        `| \`${id}\` | ${title} | ${SHOWN[production]} | ${SHOWN[elsewhere]} | ${remedy} |`,
    ),
    '',
  ].join('\n');
}
