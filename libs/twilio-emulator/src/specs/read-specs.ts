import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpenApi } from './openapi.js';
import { readOperations } from './read-operations.js';
import { SpecsError } from './specs-error.js';
import { Specs } from './specs.js';

/**
 * Reads Twilio's OpenAPI files: every `*.json` of a folder, as npm's `@twilio/cli-core` carries them in
 * `src/services/twilio-api`, and Twilio's repository `twilio-oai` in `spec/json`.
 * @throws {SpecsError}
 */
export async function readSpecs(folder: string): Promise<Specs> {
  const files = await jsonFilesOf(folder);
  const operations = await Promise.all(
    files.map(async (file) => {
      const document = await readJson(join(folder, file));
      if (!isOpenApi(document)) {
        throw new SpecsError(`${join(folder, file)}: is not an OpenAPI 3 specification`);
      }
      return readOperations(document);
    }),
  );
  const found = operations.flat();
  if (found.length > 0) return new Specs(found);
  throw new SpecsError(`${folder}: no file describes an operation of *.twilio.com`);
}

async function jsonFilesOf(folder: string): Promise<readonly string[]> {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
    if (files.length > 0) return files;
  } catch (error) {
    throw new SpecsError(`${folder}: ${(error as Error).message}`, { cause: error });
  }
  throw new SpecsError(
    `${folder}: has no *.json files. Twilio's OpenAPI files are in src/services/twilio-api of ` +
      'the npm package @twilio/cli-core',
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new SpecsError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
