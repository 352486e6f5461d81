import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A source file for the rules: its path from the root of the repository, and its syntax. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly syntax: ts.SourceFile;
  /** Every module it imports, including dynamic and type-only imports. */
  readonly imports: readonly string[];
}

/** Parses a text, which need not be a file. */
export function toSourceFile(path: string, text: string): SourceFile {
  let syntax: ts.SourceFile | undefined;
  return {
    path,
    lines: text.split('\n').length - 1,
    imports: ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName),
    get syntax() {
      return (syntax ??= ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
    },
  };
}

/** Every TypeScript source below a folder, without its specs. */
export function readSources(folder: string): readonly SourceFile[] {
  return listFiles(folder, (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
}

/** Every spec below a folder. */
export function readSpecs(folder: string): readonly SourceFile[] {
  return listFiles(folder, (path) => path.endsWith('.spec.ts'));
}

function listFiles(folder: string, accept: (path: string) => boolean): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => accept(path) && !/(^|[\\/])(node_modules|dist|consumers)[\\/]/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .toSorted()
    .map((path) => toSourceFile(path, readFileSync(join(root, path), 'utf8')));
}

/** Every node of the syntax tree, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}
