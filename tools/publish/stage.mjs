import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { withAbsoluteLinks } from './absolute-links.mjs';

const root = new URL('../../', import.meta.url);

/**
 * Puts what is published of a built library into a folder of its own, `dist/<package>` at the root,
 * and returns it. Beside the sources the README links to files of the repository and the command
 * builds itself when it is missing; neither works for a package in a `node_modules` folder.
 */
export async function stage(library) {
  const from = new URL(`libs/${library}/`, root);
  const manifest = JSON.parse(await readFile(new URL('package.json', from), 'utf8'));
  const into = new URL(`dist/${manifest.name}/`, root);
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const copy = (path, base = from) =>
    cp(new URL(path, base), new URL(path, into), { recursive: true, filter: isPublished });
  // What else a package publishes, and other ones do not have: `dist` and the changelog are named below.
  const more = manifest.files.filter((path) => !['dist', 'CHANGELOG.md'].includes(path));
  const readme = await readFile(new URL('README.md', from), 'utf8');
  await Promise.all([
    copy('dist'),
    ...more.map((path) => copy(path)),
    copy('LICENSE'),
    copy('CHANGELOG.md', root),
    writeFile(new URL('README.md', into), withAbsoluteLinks(readme, manifest.repository)),
    writeFile(new URL('package.json', into), `${JSON.stringify(published(manifest), null, 2)}\n`),
  ]);
  return into;
}

const isPublished = (path) => !path.endsWith('.tsbuildinfo');

/** The manifest without what only a clone can use. */
function published({ scripts: _scripts, bin = {}, publishConfig, ...rest }) {
  const { directory: _directory, ...config } = publishConfig;
  const commands = Object.keys(bin).map((name) => [name, './dist/esm/cli/main.js']);
  const withBin = commands.length === 0 ? rest : { ...rest, bin: Object.fromEntries(commands) };
  return { ...withBin, publishConfig: config };
}
