import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readArguments } from '../read-arguments.mjs';
import { QUESTIONS } from './questions.mjs';
import { startReceiver } from './receiver.mjs';
import { downloadSpecs, emulate, ours, prism } from './subjects.mjs';

const HELP = `npm run compare-emulators

Puts the same questions to servers that stand in for Twilio. Installs the others from npm into a temporary
folder, asks each as its documentation says, and writes the table of docs/emulators.md.
`;
readArguments(HELP);

const PAGE = new URL('../../docs/emulators.md', import.meta.url);
const [START, END] = ['<!-- answers: start -->', '<!-- answers: end -->'];

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
const receiver = await startReceiver();
const specs = downloadSpecs(folder);
const columns = [];
for (const start of [ours, emulate, prism]) {
  const subject = await start({ folder, specs, smsUrl: receiver.url });
  const answers = [];
  for (const { question, put } of QUESTIONS) {
    answers.push(await put(subject, receiver).catch((error) => `failed: ${error.message}`));
    console.error(`${subject.name}: ${question} ${answers.at(-1)}`);
  }
  columns.push({ name: subject.name, answers });
  await subject.stop();
}
receiver.stop();
rmSync(folder, { recursive: true, force: true });

const row = (cells) => `| ${cells.join(' | ')} |`;
const heads = ['Question', ...columns.map(({ name }) => name)];
const rows = QUESTIONS.map(({ question }, at) =>
  row([question, ...columns.map((c) => c.answers[at])]),
);
const day = new Date().toISOString().slice(0, 10);
const table = [
  `Asked on ${day}, with Node.js ${process.versions.node}:`,
  '',
  row(heads),
  row(heads.map(() => '---')),
  ...rows,
].join('\n');
const page = readFileSync(PAGE, 'utf8');
const [before] = page.split(START);
const [, after] = page.split(END);
const text = `${before}${START}\n\n${table}\n\n${END}${after}`;
writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
