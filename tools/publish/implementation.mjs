import { rolldown } from 'rolldown';

/** Relative and absolute paths, and what the compiler adds for decorators. */
const isOurs = (id) => /^([./]|[A-Z]:|@oxc-project\/runtime\/)/i.test(id);

/** How the sources of entry points are read, whatever is written of them. */
export const sourcesOf = (entries) => ({
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (id) => !isOurs(id),
  treeshake: { moduleSideEffects: false },
});

/**
 * Writes the code once, as CommonJS in few files: an application's start waits for the number of
 * files, not for their size. The code stays readable, since Node prints the line that threw. Doc
 * comments are left out: the declarations have them.
 *
 * @returns by entry, the Nest packages it needs before it can run, and the modules that are in `core.js`
 */
export async function writeImplementation(entries) {
  const bundle = await rolldown({
    ...sourcesOf(entries),
    plugins: [{ name: 'assigned-exports', renderChunk: withAssignedExports }],
  });
  const { output } = await bundle.write({
    dir: 'dist/cjs',
    format: 'cjs',
    strict: true,
    // Jest cannot `import()`, and what is loaded late is CommonJS all the same.
    dynamicImportInCjs: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // One file for each half, and one for what changes credentials, which no application loads. What the
    // compiler adds goes with core, so that the command line loads no Nest. Nest's half is one file, so
    // that an entry point is a short list of names: Node looks for names in the text of whatever is
    // imported.
    codeSplitting: {
      groups: [
        {
          name: 'core',
          test: /[\\/]src[\\/]core[\\/](?!keys[\\/])|@oxc-project/,
          minShareCount: 2,
          priority: 2,
        },
        {
          name: 'core-keys',
          test: /[\\/]src[\\/]core[\\/]keys[\\/]/,
          minShareCount: 2,
          priority: 1,
        },
        { name: 'nest', test: /[\\/]src[\\/]nest[\\/]/, priority: 1 },
        { name: 'shared', minShareCount: 2 },
      ],
    },
    comments: { jsdoc: false },
  });
  await bundle.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  return {
    needs: new Map(entries.map((entry) => [entry, nestPackages(chunks, `${entry}.js`)])),
    core: new Set(chunks.get('core.js')?.moduleIds),
  };
}

const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{\s+enumerable: true,\s+get: function ?\(\) \{\s+return ([\w.]+);\s+\}\s+\}\);$/gm;

/**
 * An entry point with its exports assigned. The compiler writes a getter for each decorated class, and
 * Vitest loses those where it is asked to inline the package (`server.deps.inline`).
 */
function withAssignedExports(code, { isEntry }) {
  return isEntry ? code.replace(GETTER, 'exports.$1 = $2;') : null;
}

function nestPackages(chunks, fileName, seen = new Set()) {
  if (seen.has(fileName)) return [];
  seen.add(fileName);
  const { imports = [] } = chunks.get(fileName) ?? {};
  const found = imports.flatMap((name) =>
    name.startsWith('@nestjs/') ? [name] : nestPackages(chunks, name, seen),
  );
  return [...new Set(found)];
}
