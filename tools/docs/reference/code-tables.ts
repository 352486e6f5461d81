import { CAPABILITY_RULES } from '../../../libs/twilio-auth/src/core/capabilities/capability-rules.js';
import type {
  CapabilityRule,
  Enforcement,
} from '../../../libs/twilio-auth/src/core/capabilities/capability-rule.js';
import {
  CREDENTIAL_NAMES,
  type CredentialKind,
} from '../../../libs/twilio-auth/src/core/capabilities/credential-kind.js';
import {
  API_ERROR_CODES,
  ERROR_CODES,
  type ErrorCodeRow,
} from '../../../libs/twilio-auth/src/core/errors/error-codes.js';
import { POLICY_RULES } from '../../../libs/twilio-auth/src/core/policy/policy-rules.js';
import { eventRows } from './event-rows.js';

/** A table of the docs that is made from the code. */
export interface CodeTable {
  /** Path of the page from the root of the repository. */
  readonly page: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every table that is made from the code, in the order in which its page shows them. */
export function codeTables(): readonly CodeTable[] {
  return [
    errorTable(ERROR_CODES),
    errorTable(API_ERROR_CODES),
    {
      page: 'docs/policy.md',
      header: ['Rule', 'Forbids', 'Production', 'Elsewhere', 'Remedy'],
      rows: POLICY_RULES.map(({ id, title, production, elsewhere, remedy }) => [
        `\`${id}\``,
        title,
        production === 'none' ? '–' : production,
        elsewhere === 'none' ? '–' : elsewhere,
        remedy,
      ]),
    },
    {
      page: 'docs/capabilities.md',
      header: ['Rule', 'Credentials', 'Cannot', 'Use instead', 'What this module does'],
      rows: CAPABILITY_RULES.map(({ id, source, credentials, cannot, instead, enforcedBy }) => [
        `[\`${id}\`](${source})`,
        namesOf(credentials),
        cannot,
        instead,
        enforcedBy.map(describeEnforcement).join('; ') || '–',
      ]),
    },
    { page: 'docs/events.md', header: ['Event', 'When', 'Fields'], rows: eventRows() },
  ];
}

/** Replaces the tables of a page with these: each the next one with the same header. */
export function withTables(text: string, tables: readonly CodeTable[]): string {
  let [result, from] = [text, 0];
  for (const table of tables) {
    const cells = table.header.map((cell) => `\\s*${cell}\\s*`);
    const header = new RegExp(`^\\|${cells.join('\\|')}\\|\n(\\|.*\n)*`, 'gm');
    header.lastIndex = from;
    const old = header.exec(result);
    if (old === null) throw new Error(`${table.page}: no table with ${table.header.join(', ')}`);
    const rendered = renderTable(table);
    result = result.slice(0, old.index) + rendered + result.slice(old.index + old[0].length);
    from = old.index + rendered.length;
  }
  return result;
}

/** The table as Markdown. */
export function renderTable({ header, rows }: Pick<CodeTable, 'header' | 'rows'>): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function errorTable(codes: Readonly<Record<string, ErrorCodeRow>>): CodeTable {
  return {
    page: 'docs/errors.md',
    header: ['Code', 'What happened', 'HTTP status', 'What to do'],
    rows: Object.entries(codes).map(([code, { meaning, httpStatus, remedy }]) => [
      `\`${code}\``,
      meaning,
      `${httpStatus}`,
      remedy,
    ]),
  };
}

/** The order of recommendation. Of other credentials, Twilio documents nothing. */
const DOCUMENTED: readonly CredentialKind[] = [
  'oauth',
  'restricted-key',
  'standard-key',
  'main-key',
  'auth-token',
  'test',
];

function namesOf(credentials: CapabilityRule['credentials']): string {
  const names = DOCUMENTED.filter((kind) => credentials.includes(kind)).map((kind) =>
    CREDENTIAL_NAMES[kind].replace(/^(An?|The) /, ''),
  );
  const list = names.join(', ');
  return list.charAt(0).toUpperCase() + list.slice(1);
}

function describeEnforcement(enforcement: Enforcement): string {
  switch (enforcement.by) {
    case 'request':
      return 'refuses the request before it is sent';
    case 'subaccount':
      return 'refuses the request before it is sent, in a client for a subaccount';
    case 'other-account':
      return 'refuses the request before it is sent, in a client for a subaccount and where its path names another account';
    case 'declared-permissions':
      return 'refuses the request before it is sent, where it is certain which permission it needs';
    case 'policy': {
      const { id, elsewhere } = enforcement.rule;
      const where = elsewhere === 'error' ? '' : ' in production';
      return `refuses to start${where}: [\`${id}\`](policy.md#the-rules)`;
    }
    case 'access-tokens':
      return `\`issue()\` throws \`${enforcement.code}\``;
    case 'answer':
      return `explains Twilio's answer ${enforcement.twilioCode} with a hint`;
  }
}
