/** What a subject is not asked, because its documentation has no setting for it. */
const NO_SETTING = 'no setting for it';
const TO = '+15551234567';

const basic = ([user, password]) => `Basic ${btoa(`${user}:${password}`)}`;
const own = ({ sid, token }) => basic([sid, token]);

async function ask({ url }, path, { authorization, form, headers = {} }) {
  const response = await fetch(url + path, {
    method: form ? 'POST' : 'GET',
    headers: { accept: 'application/json', authorization, ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const json = await response.json().catch(() => ({}));
  return { status: response.status, json };
}

const messagesOf = (sid) => `/2010-04-01/Accounts/${sid}/Messages.json`;
const list = (subject, authorization, headers) =>
  ask(subject, messagesOf(subject.sid), { authorization, headers });
const send = (subject, form, authorization = own(subject), sid = subject.sid) =>
  ask(subject, messagesOf(sid), {
    authorization,
    form: { From: subject.from, Body: 'Hi', ...form },
  });

/** `yes, 401`: what was asked for, and the answer that showed it. */
const verdict = (isSo, { status, json }) =>
  `${isSo ? 'yes' : 'no'}, ${status}${json?.code && json.code !== status ? ` (${json.code})` : ''}`;
const refused = (answer) => verdict(answer.status === 401 || answer.status === 403, answer);

async function tokenFor({ oauthUrl, app: [id, secret] }) {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  return ask({ url: oauthUrl }, '/v2/token', { form });
}

/** Each question, and how it is put to a subject. */
export const QUESTIONS = [
  {
    question: 'Is a message accepted with the Auth Token?',
    put: async (subject) => {
      const answer = await send(subject, { To: TO });
      return verdict(answer.status === 201, answer);
    },
  },
  {
    question: 'Is it in the list afterwards?',
    put: async (subject) => {
      const { json } = await send(subject, { To: TO, Body: 'Find me' });
      const answer = await list(subject, own(subject));
      const found = answer.json.messages?.some(
        ({ sid, body }) => sid === json.sid && body === 'Find me',
      );
      return verdict(found === true, answer);
    },
  },
  {
    question: 'Is a wrong Auth Token refused?',
    put: async (subject) => refused(await list(subject, basic([subject.sid, 'f'.repeat(32)]))),
  },
  {
    question: 'Is a request without a credential refused?',
    put: async (subject) => refused(await ask(subject, messagesOf(subject.sid), {})),
  },
  {
    question: 'Is an API key accepted?',
    put: async (subject) => {
      const answer = await list(subject, basic(subject.key));
      return verdict(answer.status === 200, answer);
    },
  },
  {
    question: 'Is an API key with a wrong secret refused?',
    put: async (subject) => refused(await list(subject, basic([subject.key[0], 'wrong']))),
  },
  {
    question: 'Is a restricted key without the permission refused?',
    put: async (subject) =>
      subject.restricted ? refused(await list(subject, basic(subject.restricted))) : NO_SETTING,
  },
  {
    question: 'Does an OAuth app get a token?',
    put: async (subject) => {
      if (!subject.app) return NO_SETTING;
      const answer = await tokenFor(subject);
      return verdict(typeof answer.json.access_token === 'string', answer);
    },
  },
  {
    question: 'Is an OAuth app with a wrong secret refused?',
    put: async (subject) =>
      subject.app
        ? refused(await tokenFor({ ...subject, app: [subject.app[0], 'wrong'] }))
        : NO_SETTING,
  },
  {
    question: 'Is an access token that nobody issued refused?',
    put: async (subject) => refused(await list(subject, 'Bearer invented')),
  },
  {
    question: 'Does an access token expire?',
    put: async (subject) => {
      if (!subject.passTime) return NO_SETTING;
      const { json } = await tokenFor(subject);
      subject.passTime(61_000);
      return refused(await list(subject, `Bearer ${json.access_token}`));
    },
  },
  {
    question: 'Is a message without a recipient refused with 21604?',
    put: async (subject) => {
      const answer = await send(subject, {});
      return verdict(answer.json.code === 21604, answer);
    },
  },
  {
    question: 'Does the magic number +15005550001 answer 21211?',
    put: async (subject) => {
      const { test = [subject.sid, subject.token] } = subject;
      const form = { From: '+15005550006', To: '+15005550001' };
      const answer = await send(subject, form, basic(test), test[0]);
      return verdict(answer.json.code === 21211, answer);
    },
  },
  {
    question: 'Is a message that does not exist answered with 20404?',
    put: async (subject) => {
      const path = messagesOf(subject.sid).replace('.json', `/SM${'9'.repeat(32)}.json`);
      const answer = await ask(subject, path, { authorization: own(subject) });
      return verdict(answer.json.code === 20404, answer);
    },
  },
  {
    question: 'Does a signed webhook arrive?',
    put: async (subject, receiver) => {
      if (!subject.inbound) return NO_SETTING;
      const webhook = receiver.next();
      await subject.inbound();
      return webhook(subject.token);
    },
  },
  {
    question: 'Can an answer be a 429 on request?',
    put: async (subject) => {
      if (!subject.throttle) return NO_SETTING;
      const answer = await list(subject, own(subject), subject.throttle());
      return verdict(answer.status === 429, answer);
    },
  },
  {
    question: 'Is a list of conferences answered?',
    put: async (subject) => {
      const path = messagesOf(subject.sid).replace('Messages', 'Conferences');
      const answer = await ask(subject, path, { authorization: own(subject) });
      return verdict(answer.status === 200, answer);
    },
  },
  {
    question: 'Is a resource of Conversations in its list after it was created?',
    put: async (subject) => {
      const [path, key] = subject.conversations;
      const form = { FriendlyName: 'Find me' };
      const at = { url: subject.conversationsUrl ?? subject.url };
      const { json } = await ask(at, path, { authorization: own(subject), form });
      const answer = await ask(at, path, { authorization: own(subject) });
      const found = answer.json[key]?.some(
        ({ sid, friendly_name: name }) => sid === json.sid && name === 'Find me',
      );
      return verdict(found === true, answer);
    },
  },
];
