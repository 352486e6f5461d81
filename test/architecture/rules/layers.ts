import { posix } from 'node:path';
import { coreOrder, edges, packages } from '../import-table.js';
import type { SourceFile } from '../source-file.js';

const library = 'libs/twilio-auth/src/';

/** `core/x` may import `core/x` and what stands above it; the edge imports inwards only. */
export function layers(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    file.imports.flatMap((specifier) => {
      const reason = specifier.startsWith('.')
        ? refuseFile(file.path, posix.join(posix.dirname(file.path), specifier))
        : refusePackage(file.path, specifier);
      return reason === undefined ? [] : [`${file.path}: ${specifier}: ${reason}`];
    }),
  );
}

function refuseFile(from: string, to: string): string | undefined {
  if (!to.startsWith(library)) return 'leaves the library';
  if (!to.endsWith('.js')) return 'names a folder, not a file with its .js suffix';
  if (to.endsWith('/index.js')) return 'imports an entry point';
  const [fromPart = '', fromRoom = ''] = from.slice(library.length).split('/');
  const [toPart = '', toRoom = ''] = to.slice(library.length).split('/');
  if (!(edges[fromPart] ?? []).includes(toPart)) return `${fromPart} may not import ${toPart}`;
  if (fromPart !== 'core') return undefined;
  const order: readonly string[] = coreOrder;
  if (!order.includes(fromRoom)) return `core/${fromRoom} is not in the import table`;
  return order.indexOf(toRoom) > order.indexOf(fromRoom)
    ? `core/${fromRoom} stands above core/${toRoom}`
    : undefined;
}

function refusePackage(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined;
  const places = packages[packageOf(specifier)];
  if (places === undefined) return 'is not in the import table';
  const allowed = places.some((place) => `${from}/`.startsWith(`${library}${place}/`));
  return allowed ? undefined : `belongs in ${places.join(', ')}`;
}

/** `@scope/name/deep` is the package `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
