import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { readArguments } from '../read-arguments.mjs';
import { compile } from './compile.mjs';
import { readSource } from './read-source.mjs';

const library = new URL('../../libs/twilio-permissions/', import.meta.url);
const HELP = `npm run permissions -- [--check] [--data FOLDER]

Checks the source of Twilio's permissions and writes what twilio-permissions loads of it.

  --check        writes nothing, and fails where the file is not what the source makes
  --data FOLDER  where the source is; libs/twilio-permissions/data without it
`;
const { values } = readArguments(HELP, {
  options: { check: { type: 'boolean', default: false }, data: { type: 'string' } },
});
const folder = values.data ? pathToFileURL(`${values.data}/`) : new URL('data/', library);
const file = new URL('src/catalogue.generated.ts', library);

try {
  const source = await readSource(folder);
  const text = compile(source);
  const { names, requests, operations } = source;
  const counts = `${names.permissions.length} names, ${requests.length} requests with and ${operations.length} without one`;
  if (!values.check) {
    await writeFile(file, text);
    console.log(`Wrote ${counts}.`);
  } else if ((await readFile(file, 'utf8')) === text) {
    console.log(`Up to date: ${counts}.`);
  } else {
    console.error(
      'src/catalogue.generated.ts is not what the source makes: run npm run permissions.',
    );
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
