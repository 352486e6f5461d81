// curl, which keeps Twilio's host and connects elsewhere (`--connect-to`).
import { execFileSync } from 'node:child_process';

const { url, sid, token, key, restricted, app, test, subaccount } = JSON.parse(process.env.CLIENT);
const to = `::${new URL(url).host}`;
const MESSAGE = { From: '+15005550010', To: '+15551234567', Body: 'Hello' };

function curl(host, path, { as, form = {}, bearer }) {
  const args = ['-sS', '--connect-to', to, '-w', '\n%{http_code}'];
  if (as) args.push('-u', as.join(':'));
  if (bearer) args.push('-H', `Authorization: Bearer ${bearer}`);
  for (const [name, value] of Object.entries(form)) {
    args.push('--data-urlencode', `${name}=${value}`);
  }
  const [body, status] = execFileSync('curl', [...args, `http://${host}${path}`], {
    encoding: 'utf8',
  }).split(/\n(?=\d+$)/);
  return { status: Number(status), json: JSON.parse(body) };
}

const messages = (account, options, rest = '') =>
  curl('api.twilio.com', `/2010-04-01/Accounts/${account}/Messages${rest || '.json'}`, options);
const own = [sid, token];
const testing = [test.accountSid, test.authToken];
const bearer = () =>
  curl('oauth.twilio.com', '/v2/token', {
    form: { grant_type: 'client_credentials', client_id: app.id, client_secret: app.secret },
  }).json.access_token;

let sent;
const flows = {
  send: () => {
    const answer = messages(sid, { as: own, form: MESSAGE });
    sent = answer.json.sid;
    return answer;
  },
  fetch: () => messages(sid, { as: own }, `/${sent}.json`),
  pages: () => {
    for (let more = 0; more < 2; more++) messages(sid, { as: own, form: MESSAGE });
    const first = messages(sid, { as: own }, '.json?PageSize=2');
    const second = curl('api.twilio.com', first.json.next_page_uri, { as: own });
    const count = first.json.messages.length + second.json.messages.length;
    return count === 3 ? second : { status: 599, json: { code: count } };
  },
  'api-key': () => messages(sid, { as: [key.sid, key.secret], form: MESSAGE }),
  restricted: () => messages(sid, { as: [restricted.sid, restricted.secret] }),
  'wrong-token': () => messages(sid, { as: [sid, 'f'.repeat(32)] }),
  magic: () =>
    messages(test.accountSid, {
      as: testing,
      form: { ...MESSAGE, From: '+15005550006', To: '+15005550001' },
    }),
  'test-list': () => messages(test.accountSid, { as: testing }),
  subaccount: () => messages(subaccount, { as: own, form: MESSAGE }),
  oauth: () => messages(sid, { bearer: bearer() }),
  'oauth-missing': () => messages(sid, { bearer: bearer(), form: MESSAGE }),
};

for (const [id, flow] of Object.entries(flows)) {
  const { status, json } = flow();
  console.log(JSON.stringify({ id, got: status < 300 ? 'ok' : `${status} ${json.code}` }));
}
