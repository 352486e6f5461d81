// Twilio's helper library for Node, with a custom HTTP client as its documentation describes it.
import { createRequire } from 'node:module';

const twilio = createRequire(process.argv[2])('twilio');
const input = JSON.parse(process.env.CLIENT);
const { url, sid, token, key, restricted, app, test, subaccount } = input;

class ToEmulator extends twilio.RequestClient {
  constructor(bearer) {
    super();
    this.bearer = bearer;
  }

  request(options) {
    const { host, pathname, search } = new URL(options.uri);
    const headers = { ...options.headers, Host: host };
    if (this.bearer) headers.Authorization = `Bearer ${this.bearer}`;
    const basic = this.bearer ? { username: undefined, password: undefined } : {};
    return super.request({ ...options, ...basic, uri: url + pathname + search, headers });
  }
}

const client = (username, password, accountSid = sid, bearer) =>
  twilio(username, password, { accountSid, httpClient: new ToEmulator(bearer) });
const message = { from: '+15005550010', to: '+15551234567', body: 'Hello' };
const own = client(sid, token);

async function accessToken() {
  const answer = await fetch(`${url}/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app.id,
      client_secret: app.secret,
    }),
  });
  return (await answer.json()).access_token;
}

let sent;
const flows = {
  send: async () => ({ sid: sent } = await own.messages.create(message)),
  fetch: async () => (await own.messages(sent).fetch()).sid === sent,
  pages: async () => {
    await own.messages.create(message);
    await own.messages.create(message);
    return (await own.messages.list({ pageSize: 2 })).length === 3;
  },
  'api-key': () => client(key.sid, key.secret).messages.create(message),
  restricted: () => client(restricted.sid, restricted.secret).messages.list(),
  'wrong-token': () => client(sid, 'f'.repeat(32)).messages.list(),
  magic: () =>
    client(test.accountSid, test.authToken, test.accountSid).messages.create({
      ...message,
      from: '+15005550006',
      to: '+15005550001',
    }),
  'test-list': () => client(test.accountSid, test.authToken, test.accountSid).messages.list(),
  subaccount: async () =>
    (await client(sid, token, subaccount).messages.create(message)).accountSid === subaccount,
  oauth: async () => client(sid, 'x', sid, await accessToken()).messages.list(),
  'oauth-missing': async () => client(sid, 'x', sid, await accessToken()).messages.create(message),
};

for (const [id, flow] of Object.entries(flows)) {
  const got = await Promise.resolve()
    .then(flow)
    .then(
      (result) => (result === false ? 'wrong answer' : 'ok'),
      ({ status, code, message: text }) => (status ? `${status} ${code}` : text),
    );
  console.log(JSON.stringify({ id, got }));
}
