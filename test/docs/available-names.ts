import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { entryPoints } from '../architecture/import-table.js';
import { publicNamesOf } from '../architecture/public-api.js';
import { toSourceFile } from '../architecture/source-file.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names, each with the module to import it from. */
export type Names = ReadonlyMap<string, string>;

const PRELUDE = 'test/docs/prelude.ts';

/** What a sample without imports may use: the prelude and the main entry point. */
export function namesOfPrelude(): Names {
  const entryPoint = publicNamesOf(parse(entryPoints['nestjs-twilio-auth'] ?? ''));
  const names = [...entryPoint.values, ...entryPoint.types].map(
    (name) => [name, 'nestjs-twilio-auth'] as const,
  );
  return new Map([...names, ...namesExportedBy(PRELUDE)]);
}

/**
 * What a sample with imports may use besides them: what is the reader's own, and the globals of a test. Whoever
 * copies its imports expects them to be all.
 */
export function namesOfReader(): Names {
  const { statements } = parse(PRELUDE).syntax;
  const own = statements.filter((each) => !ts.isExportDeclaration(each) || isFromVitest(each));
  return exportedNames(own, PRELUDE);
}

/** What a doc comment may use in addition: everything that its file imports or exports. */
export function namesOfFile(path: string): Names {
  return new Map([...namesImportedBy(path), ...namesExportedBy(path)]);
}

function namesExportedBy(path: string): Names {
  return exportedNames(parse(path).syntax.statements, path);
}

function exportedNames(statements: readonly ts.Statement[], path: string): Names {
  const module = `${root}${path.replace(/\.ts$/, '.js')}`;
  const names = statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause } = statement;
      return exportClause && ts.isNamedExports(exportClause)
        ? exportClause.elements.map(({ name }) => name.text)
        : [];
    }
    return isExported(statement) ? declaredNames(statement) : [];
  });
  return new Map(names.map((name) => [name, module]));
}

function namesImportedBy(path: string): Names {
  const names = new Map<string, string>();
  for (const statement of parse(path).syntax.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    const module = text.startsWith('.') ? root + posix.join(posix.dirname(path), text) : text;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      if (propertyName === undefined) names.set(name.text, module);
    }
  }
  return names;
}

function isFromVitest({ moduleSpecifier }: ts.ExportDeclaration): boolean {
  return moduleSpecifier !== undefined && (moduleSpecifier as ts.StringLiteral).text === 'vitest';
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}

const parse = (path: string) => toSourceFile(path, readFileSync(root + path, 'utf8'));
