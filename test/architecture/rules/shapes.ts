import ts from 'typescript';
import { entryPoints } from '../import-table.js';
import type { SourceFile } from '../source-file.js';

/** `export *`, default exports, barrels besides the entry points, and state in a module. */
export function shapes(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const { statements } = file.syntax;
    const faults = statements.flatMap(faultOf);
    if (isBarrel(statements) && !isEntryPoint(file.path)) faults.push('is a barrel');
    return faults.map((fault) => `${file.path}: ${fault}`);
  });
}

function faultOf(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement) && statement.exportClause === undefined) {
    return ['exports *'];
  }
  if (ts.isExportAssignment(statement) || hasDefault(statement)) return ['has a default export'];
  if (!ts.isVariableStatement(statement)) return [];
  const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return statement.declarationList.declarations
    .filter((declaration) => !isConstant || holdsState(declaration))
    .map((declaration) => `keeps state in the module: ${declaration.name.getText()}`);
}

/** An empty collection at module level is there to be filled, so it is state. */
function holdsState({ initializer }: ts.VariableDeclaration): boolean {
  if (initializer === undefined || !ts.isNewExpression(initializer)) return false;
  const isCollection = /^(Weak)?(Map|Set)$/.test(initializer.expression.getText());
  return isCollection && (initializer.arguments?.length ?? 0) === 0;
}

function hasDefault(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function isBarrel(statements: readonly ts.Statement[]): boolean {
  return (
    statements.length > 0 &&
    statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined)
  );
}

function isEntryPoint(path: string): boolean {
  return Object.values(entryPoints).includes(path);
}
