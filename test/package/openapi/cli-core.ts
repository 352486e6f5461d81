import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenApiDocument } from '../../../libs/twilio-emulator/src/specs/openapi.js';
import { runIn } from '../run.js';

/**
 * The package of Twilio's command line that carries its OpenAPI files. It is no development dependency: only its
 * JSON is wanted, while its own dependencies need Node 22 and print warnings of deprecation.
 */
const CLI_CORE = '@twilio/cli-core@9.0.0';

/** A file of Twilio's specifications. */
export interface SpecFile {
  readonly name: string;
  readonly document: OpenApiDocument;
}

/** Downloads the package, which npm checks against the registry's hash, and returns the folder of its JSON files. */
export async function downloadSpecs(folder: string): Promise<string> {
  const target = join(folder, 'cli-core');
  await mkdir(target, { recursive: true });
  const packed = await runIn(target, {}, 'npm', 'pack', CLI_CORE, '--silent');
  if (!packed.ok) throw new Error(`npm pack ${CLI_CORE}: ${packed.output}`);
  const unpacked = await runIn(target, {}, 'tar', 'xzf', packed.stdout.trim());
  if (!unpacked.ok) throw new Error(unpacked.output);
  return join(target, 'package/src/services/twilio-api');
}

export async function readSpecFiles(folder: string): Promise<readonly SpecFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      name,
      document: JSON.parse(await readFile(join(folder, name), 'utf8')) as OpenApiDocument,
    })),
  );
}
