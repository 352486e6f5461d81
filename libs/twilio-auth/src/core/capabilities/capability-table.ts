import type { CapabilityRule } from './capability-rule.js';
import { CAPABILITY_RULES } from './capability-rules.js';
import { CREDENTIAL_NAMES } from './credential-names.js';
import type { CredentialKind } from './credential-kind.js';

const ENFORCED: Readonly<Record<CapabilityRule['enforced'], string>> = {
  request: 'refused before it is sent',
  subaccount: 'refused before it is sent, in a client for a subaccount',
  answer: "explained in Twilio's answer",
  boot: 'refused at boot',
  note: '–',
};

/** The order of recommendation; an undeclared key and a custom credential have no table of their own. */
const SHOWN: readonly CredentialKind[] = [
  'oauth',
  'restricted-key',
  'standard-key',
  'main-key',
  'auth-token',
  'test',
];

/** The capability table as Markdown, made from the rules that the gate applies. */
export function renderCapabilityTable(): string {
  const rows = SHOWN.flatMap((kind) =>
    CAPABILITY_RULES.filter(({ credentials }) => credentials.includes(kind)).map((rule) =>
      row(kind, rule),
    ),
  );
  return [
    '| Credential | cannot | Use instead | What this module does | Rule |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function row(
  kind: CredentialKind,
  { id, cannot, instead, enforced, source }: CapabilityRule,
): string {
  return `| ${CREDENTIAL_NAMES[kind]} | ${cannot} | ${instead} | ${ENFORCED[enforced]} | [\`${id}\`](${source}) |`;
}
