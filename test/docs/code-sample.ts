import ts from 'typescript';
import { examplesOf } from '../../tools/docs/api/examples.js';

/** A TypeScript sample and its position in a document. */
export interface CodeSample {
  /** Path of the document or source from the root of the repository. */
  readonly file: string;
  /** Line number of its first line of code, from 1. */
  readonly line: number;
  readonly code: string;
}

/** Every block fenced as `ts` or `typescript` of a Markdown text. */
export function samplesOfMarkdown(file: string, text: string): readonly CodeSample[] {
  const samples: CodeSample[] = [];
  const fence = /^([ \t]*)```(?:ts|typescript)[^\n]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm;
  for (const match of text.matchAll(fence)) {
    const [, indent = '', body = ''] = match;
    const line = text.slice(0, match.index).split('\n').length + 1;
    samples.push({ file, line, code: body.replaceAll(new RegExp(`^${indent}`, 'gm'), '') });
  }
  return samples;
}

/** Every `@example` of the doc comments of a source, fenced or not. */
export function samplesOfSource(file: string, text: string): readonly CodeSample[] {
  const comments = text.matchAll(/\/\*\*[\s\S]*?\*\//g);
  return [...comments].flatMap((comment) => {
    const start = text.slice(0, comment.index).split('\n').length;
    return examplesOf(comment[0]).map(({ at, code }) => ({ file, line: start + at, code }));
  });
}

/** The names that a sample imports or declares at its top level. */
export function namesBoundBy(code: string): ReadonlySet<string> {
  const names = new Set<string>();
  const { statements } = ts.createSourceFile('sample.ts', code, ts.ScriptTarget.ES2023, true);
  const add = (name: ts.BindingName | undefined): void => {
    if (name === undefined) return;
    if (ts.isIdentifier(name)) names.add(name.text);
    else name.elements.forEach((e) => ts.isBindingElement(e) && add(e.name));
  };
  for (const statement of statements) {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      const bindings = clause?.namedBindings;
      add(clause?.name);
      if (bindings && ts.isNamedImports(bindings)) bindings.elements.forEach((e) => add(e.name));
      if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name);
    } else if (ts.isVariableStatement(statement)) {
      statement.declarationList.declarations.forEach(({ name }) => add(name));
    } else if (
      ts.isClassDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      add(statement.name);
    }
  }
  return names;
}
