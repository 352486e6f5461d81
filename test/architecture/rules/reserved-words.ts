import ts from 'typescript';
import { reserved } from '../import-table.js';
import { nodesOf, type SourceFile } from '../source-file.js';

/** Uses of environment, exit, clock and names of classes outside the places in the table. */
export function reservedWords(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    [...nodesOf(file.syntax)].flatMap((node) => {
      const word = reservedWordOf(node);
      if (word === undefined) return [];
      const places = reserved[word] ?? [];
      const allowed = places.some((place) => file.path.startsWith(place));
      return allowed ? [] : [`${file.path}: ${word} belongs in ${places.join(', ') || 'no file'}`];
    }),
  );
}

function reservedWordOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return (node.arguments?.length ?? 0) === 0 ? 'the clock' : undefined;
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    const source = node.initializer?.getText();
    const names = node.name.elements.map((e) => (e.propertyName ?? e.name).getText());
    return names.map((name) => wordFor(`${source}.${name}`)).find((word) => word !== undefined);
  }
  if (ts.isPropertyAccessExpression(node)) return wordFor(node.getText());
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
    return wordFor(`${node.expression.getText()}.${node.argumentExpression.text}`);
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    if (node.moduleSpecifier.text === 'node:process') return 'process.env';
    if (node.moduleSpecifier.text === 'node:perf_hooks') return 'the clock';
  }
  return undefined;
}

function wordFor(text: string): string | undefined {
  const path = text.replace(/^globalThis\./, '').replaceAll('?.', '.');
  if (path === 'process.env' || path === 'process.exit') return path;
  if (/(^|\.)(constructor|new\.target)\.name$/.test(path)) return 'the name of a class';
  const reads = ['Date.now', 'performance.now', 'process.hrtime', 'process.uptime'];
  return reads.includes(path) ? 'the clock' : undefined;
}
