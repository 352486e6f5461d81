import { Agent, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TwilioEmulator } from '../libs/twilio-emulator/dist/esm/index.js';
import { readArguments, refuseArguments } from './read-arguments.mjs';

const HELP = `npm run scale -- [MESSAGES]

Prints the memory and the list times of an emulator with many messages. Not a test: times depend on the
machine. Compare two versions on the same one.

  MESSAGES  how many; 100000 without it
`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const [count = '100000'] = readArguments(HELP, { allowPositionals: true }).positionals;
const messages = Number(count);
if (!Number.isInteger(messages) || messages < 1)
  refuseArguments(`MESSAGES is a whole number from 1, not ${count}.`, HELP);

/** Requests at the same time. */
const CONCURRENT = 32;
const REPEATS = 15;

const twilio = await TwilioEmulator.start({ stepMs: 0, requestLogLimit: 100 });
const { sid, authToken } = twilio.account;
const path = `/2010-04-01/Accounts/${sid}/Messages.json`;
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
const headers = { authorization: `Basic ${btoa(`${sid}:${authToken}`)}` };

function call(url, form) {
  return new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const outgoing = request(
      twilio.url + url,
      { agent, method: form ? 'POST' : 'GET', headers: { ...headers, ...(form && type) } },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        incoming.on('end', () => {
          if (incoming.statusCode < 300) resolve(JSON.parse(text));
          else reject(new Error(text));
        });
      },
    );
    outgoing.on('error', reject).end(form && new URLSearchParams(form).toString());
  });
}

async function fill() {
  let next = 0;
  const client = async () => {
    while (next < messages) {
      const number = next++;
      // One message of a thousand goes to the number that is searched for.
      const To = number % 1000 === 0 ? '+15557654321' : '+15551234567';
      await call(path, { From: '+15005550010', To, Body: `Message ${number}` });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, client));
}

/** The median time of a list, in milliseconds. */
async function time(url) {
  const times = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    await call(url);
    times.push(performance.now() - start);
  }
  return times.toSorted((one, other) => one - other)[Math.floor(REPEATS / 2)];
}

const heap = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const empty = heap();
const started = performance.now();
await fill();
const seconds = (performance.now() - started) / 1000;
const bytes = heap() - empty;
const middle = Math.floor(messages / 100);
const { next_page_uri: deep } = await call(`${path}?PageSize=50&Page=${middle}`);

const lists = [
  ['first page', path],
  ['page in the middle, by number', `${path}?PageSize=50&Page=${middle}`],
  ['page in the middle, by its link', deep],
  ['filter that one of a thousand passes', `${path}?To=%2B15557654321`],
  ['filter by date that none passes', `${path}?DateSent%3C=2020-01-01`],
];
console.log(`${messages} messages, sent in ${seconds.toFixed(1)} s`);
console.log(`${(bytes / 2 ** 20).toFixed(1)} MiB, ${Math.round(bytes / messages)} bytes a message`);
for (const [title, url] of lists) console.log(`${(await time(url)).toFixed(2)} ms  ${title}`);
agent.destroy();
await twilio.stop();
