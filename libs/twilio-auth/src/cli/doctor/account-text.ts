import type { AccountReport } from '../../core/report/report.js';
import { type Style } from '../terminal.js';

/** Width of a label, and of the path of a field. */
const LABEL = 17;
const PATH = 24;
const MARGIN = ' '.repeat(LABEL);

/** One account of a report: its settings, where they came from, and its limits. */
export function accountText(report: AccountReport, style: Style): string {
  const { account, accountSid, method, identifier, because, region, fields, limits } = report;
  return [
    style.paint('bold', `Account ${account}`),
    row('Account SID', accountSid, style),
    row('Method', identifier === undefined ? method : `${method} ${identifier}`, style),
    row('Because', because, style),
    ...(region === undefined ? [] : [row('Region', regionAndEdge(report), style)]),
    row('Webhooks', webhooks(report), style),
    row('Access tokens', accessTokens(report), style),
    ...fields.map(({ path, source }, index) => first(index, 'From') + path.padEnd(PATH) + source),
    ...limits.map(({ cannot, instead }, index) =>
      style.wrap(
        plain(`${cannot}. Use ${instead}.`),
        `${MARGIN}  `,
        `${first(index, 'It cannot')}- `,
      ),
    ),
  ].join('\n');
}

function row(label: string, text: string, { wrap }: Style): string {
  return wrap(text, MARGIN, first(0, label));
}

/** Only the first line has the label. */
function first(index: number, label: string): string {
  return `  ${index === 0 ? label : ''}`.padEnd(LABEL);
}

function regionAndEdge({ region, edge }: AccountReport): string {
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

/** The text of a rule is Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
