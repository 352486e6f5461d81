import { CREATED, MESSAGE_SID, type DifferentialCase } from './differential-case.js';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const uri = 'https://api.twilio.com/x';
const when = new Date('2026-02-03T04:05:06.789Z');

class Point {
  readonly x = 1;
  #hidden = 2;
  get sum(): number {
    return this.x + this.#hidden;
  }
}

/** Usual and unusual values of a form or a query. */
const VALUES: Readonly<Record<string, unknown>> = {
  'plain text': 'abc-._~',
  'reserved characters': ` !"#$%&'()*+,/:;<=>?@[\\]^\`{|}`,
  umlauts: 'Grüße',
  'an astral character': '🌍',
  'a lone surrogate': 'a\ud800b',
  'a line break': 'a\r\nb',
  'a zero byte': 'a\u0000b',
  'a plus sign': '+15551234567',
  'an empty text': '',
  zero: 0,
  'a fraction': 1.5,
  'not a number': Number.NaN,
  'a big integer': 12345678901234567890n,
  true: true,
  false: false,
  null: null,
  undefined: undefined,
  'a date': when,
  'an empty array': [],
  'an array': ['a', 'b c', 3],
  'an array with gaps': ['a', undefined, null, ''],
  'an array of arrays': [['a', 'b'], ['c']],
  'an array of objects': [{ a: 1 }, { a: 2 }],
  'an empty object': {},
  'an object': { a: 1, 'b c': 'd&e' },
  'a deep object': { a: { b: { c: ['d', { e: 'f' }] } } },
  'an instance of a class': new Point(),
  'a buffer': Buffer.from('bytes'),
  'a function': () => 'x',
  'a symbol-like text': 'Symbol(x)',
  'a long text': 'ä'.repeat(1000),
};

/** The types that `data` may have. */
const WHOLE: Readonly<Record<string, unknown>> = {
  'a text': 'a=b',
  'a JSON text': ' {"a": 1} ',
  'an array': ['a', 'b'],
  'a number': 5,
  'an empty object': {},
  'an empty text': '',
  null: null,
  false: false,
  'search parameters': new URLSearchParams({ a: 'b' }),
};

const both = (what: string, value: unknown): DifferentialCase[] => [
  {
    name: `encodes ${what} in a form`,
    call: (client) =>
      client.request({
        method: 'post',
        uri,
        headers: { ...FORM },
        data: { A: value, B: 1 },
      } as never),
  },
  {
    name: `encodes ${what} in a query`,
    call: (client) => client.request({ method: 'get', uri, params: { A: value, B: 1 } } as never),
  },
];

const isJson = ([, value]: [string, unknown]): boolean => typeof value !== 'bigint';

export const ENCODING_CASES: readonly DifferentialCase[] = [
  ...Object.entries(VALUES).flatMap(([what, value]) => both(what, value)),
  ...Object.entries(VALUES)
    .filter(isJson)
    .map(([what, value]) => ({
      name: `encodes ${what} in JSON`,
      call: (client: Parameters<DifferentialCase['call']>[0]) =>
        client.request({
          method: 'post',
          uri,
          headers: { ...JSON_TYPE },
          data: { A: value },
        } as never),
    })),
  ...Object.entries(WHOLE).flatMap(([what, data]) =>
    [FORM, JSON_TYPE, { 'Content-Type': 'text/plain' }].map((headers) => ({
      name: `sends ${what} as ${headers['Content-Type']}`,
      call: (client: Parameters<DifferentialCase['call']>[0]) =>
        client.request({ method: 'post', uri, headers: { ...headers }, data } as never),
    })),
  ),
  {
    name: 'encodes names as well as values',
    call: (client) =>
      client.request({ method: 'get', uri, params: { 'StartTime>': 'a', 'ü[]': 1 } } as never),
  },
  {
    name: 'adds parameters to a query that is there',
    call: (client) =>
      client.request({
        method: 'get',
        uri: `${uri}?a=%41&b=c+d#frag`,
        params: { e: 'f' },
      } as never),
  },
  {
    name: 'keeps the path as it is written',
    call: (client) =>
      client.request({
        method: 'get',
        uri: 'https://api.twilio.com/a%2Fb//c/%C3%BC/d e/ü?q=ü&r=%zz',
      } as never),
  },
  {
    name: 'sends a message with media, callbacks, a date and booleans',
    answers: [CREATED],
    call: (client) =>
      client.messages.create({
        to: '+15558675310',
        messagingServiceSid: `MG${'d'.repeat(32)}`,
        body: 'Grüße & Küsse = 100 % 🌍',
        mediaUrl: ['https://a.example/1.jpg?x=1&y=2', 'https://a.example/2.jpg'],
        statusCallback: 'https://a.example/cb?x=y#z',
        sendAt: when,
        scheduleType: 'fixed',
        shortenUrls: true,
        provideFeedback: false,
        persistentAction: [],
        contentVariables: '{"1":"a"}',
      }),
  },
  {
    name: 'makes a call with an array of events',
    answers: [{ status: 201, body: { sid: 'CA1' } }],
    call: (client) =>
      client.calls.create({
        to: 'client:ü',
        from: '+15557122661',
        twiml: '<Response><Say>Hi & bye</Say></Response>',
        statusCallbackEvent: ['initiated', 'answered'],
        timeout: 20,
        record: true,
      }),
  },
  {
    name: 'looks up a number with a plus sign in the path',
    call: (client) =>
      client.lookups.v2.phoneNumbers('+15558675310').fetch({ fields: 'caller_name' }),
  },
  {
    name: 'updates with everything undefined',
    call: (client) => client.messages(MESSAGE_SID).update({}),
  },
];
