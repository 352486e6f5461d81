import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const REST = join(
  dirname(createRequire(import.meta.url).resolve('twilio/package.json')),
  'lib/rest',
);
const VERBS = new Map([
  ['create', 'POST'],
  ['update', 'POST'],
  ['page', 'GET'],
  ['fetch', 'GET'],
  ['remove', 'DELETE'],
]);

/** Every operation of Twilio's helper library, and the names of its form or query parameters. */
export type SdkOperations = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the sources of the `twilio` SDK, which are generated from Twilio's API specification: each class has
 * its path (`_uri`), each method puts its parameters into `data`.
 */
export function readSdkOperations(): SdkOperations {
  const operations = new Map<string, Set<string>>();
  for (const file of readdirSync(REST, { recursive: true, encoding: 'utf8' })) {
    const [, version] = /^\w+\/(v\w+)\/.*\.js$/.exec(file) ?? [];
    if (version === undefined) continue;
    const base = version === 'v2010' ? '/2010-04-01' : `/${version}`;
    const product = file.slice(0, file.indexOf('/'));
    readOperations(readFileSync(join(REST, file), 'utf8'), product, base, operations);
  }
  return operations;
}

/** How {@link readSdkOperations} names an operation, whatever its path parameters are called. */
export function operationKey(verb: string, product: string, path: string): string {
  return `${verb} ${product} ${path.replace(/\{\w+\}/g, '{}')}`;
}

function readOperations(
  source: string,
  product: string,
  base: string,
  operations: Map<string, Set<string>>,
): void {
  let path = '';
  let names: Set<string> | undefined;
  for (const line of source.split('\n')) {
    const uri = /\b_uri = `([^`]*)`/.exec(line)?.[1];
    const method = /^ {4}(?:instance\.)?(\w+)(?: = function \w+)?\(.*\{$/.exec(line)?.[1];
    const name = /\bdata\["([^"]+)"\] =/.exec(line)?.[1];
    if (uri !== undefined) path = uri.replace(/\$\{(\w+)\}/g, '{$1}');
    else if (method !== undefined) {
      const verb = path === '' ? undefined : VERBS.get(method);
      const key = operationKey(verb ?? '', product, base + path);
      names = verb === undefined ? undefined : (operations.get(key) ?? new Set());
      if (names) operations.set(key, names);
    } else if (name !== undefined) names?.add(name);
  }
}
