import type { AccountReport } from '../../core/report/report.js';
import type { Paint } from '../terminal.js';
import { wrap } from '../wrap.js';

/** Columns before a value, and between the path of a field and its source. */
const LABEL = 17;
const PATH = 24;
const MARGIN = ' '.repeat(LABEL);

/** One account of a report: what it is, where it came from, what it cannot do. */
export function accountText(report: AccountReport, paint: Paint): string {
  const { account, accountSid, method, identifier, because, region, fields, limits } = report;
  return [
    paint('bold', `Account ${account}`),
    row('Account SID', accountSid),
    row('Method', identifier === undefined ? method : `${method} ${identifier}`),
    row('Because', because),
    ...(region === undefined ? [] : [row('Region', located(report))]),
    row('Webhooks', webhooks(report)),
    row('Access tokens', accessTokens(report)),
    ...fields.map(({ path, source }, index) => first(index, 'From') + path.padEnd(PATH) + source),
    ...limits.map(({ cannot, instead }, index) =>
      wrap(plain(`${cannot}. Use ${instead}.`), `${MARGIN}  `, `${first(index, 'It cannot')}- `),
    ),
  ].join('\n');
}

function row(label: string, text: string): string {
  return wrap(text, MARGIN, first(0, label));
}

/** The label stands before the first line only. */
function first(index: number, label: string): string {
  return `  ${index === 0 ? label : ''}`.padEnd(LABEL);
}

function located({ region, edge }: AccountReport): string {
  return edge === undefined ? `${region}` : `${region}, edge ${edge}`;
}

function webhooks({ webhook: { verify, keys, baseUrl } }: AccountReport): string {
  if (!verify) return 'accepted without a signature';
  if (keys.length === 0) return 'no signing key, so none can be verified';
  const where = baseUrl === undefined ? '' : ` at ${baseUrl}`;
  return `verified with ${keys.join(', ')}${where}`;
}

function accessTokens({ accessTokenKeySid }: AccountReport): string {
  return accessTokenKeySid === undefined
    ? 'cannot be issued: no API key signs them'
    : `signed by ${accessTokenKeySid}`;
}

/** The rules are written for a page of Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
