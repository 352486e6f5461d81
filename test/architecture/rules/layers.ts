import { posix } from 'node:path';
import { coreOrder, edges, emulatorOrder, packages } from '../import-table.js';
import type { SourceFile } from '../source-file.js';

const library = 'libs/twilio-auth/src/';
const emulator = 'libs/twilio-emulator/src/';

/** `core/x` may import itself and folders above it; other folders import as the table allows. */
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

/** A folder of the emulator may import itself and folders above it. */
export function emulatorLayers(files: readonly SourceFile[]): readonly string[] {
  const order: readonly string[] = emulatorOrder;
  const folderOf = (path: string): string => path.slice(emulator.length).split('/')[0] ?? '';
  return files
    .filter(({ path }) => path !== `${emulator}index.ts`)
    .flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(path), specifier))
        .filter((to) => order.indexOf(folderOf(path)) < orderIn(order, folderOf(to)))
        .map((to) => `${path} may not import ${to}`),
    );
}

/** Unknown folders come after all others. */
function orderIn(order: readonly string[], folder: string): number {
  return order.includes(folder) ? order.indexOf(folder) : order.length;
}

function refuseFile(from: string, to: string): string | undefined {
  if (!to.startsWith(library)) return 'leaves the library';
  if (!to.endsWith('.js')) return 'names a folder, not a file with its .js suffix';
  if (to.endsWith('/index.js')) return 'imports an entry point';
  const [fromPart = '', fromFolder = ''] = from.slice(library.length).split('/');
  const [toPart = '', toFolder = ''] = to.slice(library.length).split('/');
  if (!(edges[fromPart] ?? []).includes(toPart)) return `${fromPart} may not import ${toPart}`;
  return fromPart === 'core' ? refuseCore(fromFolder, toFolder) : undefined;
}

function refuseCore(from: string, to: string): string | undefined {
  const [fromIndex, toIndex] = [orderOf(from), orderOf(to)];
  if (fromIndex === -1) return `core/${from} is not in the import table`;
  return toIndex > fromIndex ? `core/${from} stands above core/${to}` : undefined;
}

/** The position of a folder, or of a file directly in `core/`, in the import table. */
function orderOf(name: string): number {
  const order: readonly string[] = coreOrder;
  return order.indexOf(name.replace(/\.js$/, '.ts'));
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
