import ts from 'typescript';
import type { SourceFile } from './source-file.js';

/** The names that an entry point exports: values and types, each in alphabetical order. */
export interface PublicNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Reads the export statements of an entry point, which has no other exports. */
export function publicNamesOf({ syntax }: SourceFile): PublicNames {
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of syntax.statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue;
    for (const { name, isTypeOnly: isType } of exportClause.elements) {
      (isTypeOnly || isType ? types : values).push(name.text);
    }
  }
  return { values: values.toSorted(), types: types.toSorted() };
}
