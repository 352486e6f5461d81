import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { frontDoors } from '../architecture/import-table.js';
import { isPresent } from './documents.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names that an entry point exports and an editor has nothing to say about. */
export function undocumentedExports(): readonly string[] {
  const entries = Object.values(frontDoors).filter(isPresent);
  const program = ts.createProgram(
    entries.map((entry) => root + entry),
    { module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true, types: [] },
  );
  const checker = program.getTypeChecker();
  return entries.flatMap((entry) => {
    const source = program.getSourceFile(root + entry);
    const module = source && checker.getSymbolAtLocation(source);
    const symbols = module ? checker.getExportsOfModule(module) : [];
    return symbols
      .map((symbol) => resolveAlias(symbol, checker))
      .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
      .map((symbol) => `${entry}: ${symbol.name}`);
  });
}

function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
