import ts from 'typescript';
import { readText } from '../repository.js';

const SOURCE = 'libs/twilio-auth/src/core/events/events.ts';

/** One row for each event: its name, its comment and the names of its fields. */
export function eventRows(): readonly (readonly string[])[] {
  const source = ts.createSourceFile(SOURCE, readText(SOURCE), ts.ScriptTarget.ES2023, true);
  const map = source.statements.find(
    (node) => ts.isInterfaceDeclaration(node) && node.name.text === 'TwilioAuthEventMap',
  );
  if (map === undefined || !ts.isInterfaceDeclaration(map)) throw new Error(`${SOURCE}: no events`);
  return map.members.filter(ts.isPropertySignature).map((event) => {
    const comment = ts.getJSDocCommentsAndTags(event).find(ts.isJSDoc);
    const text = ts.getTextOfJSDocComment(comment?.comment);
    if (text === undefined) throw new Error(`${SOURCE}: ${event.name.getText()} has no comment`);
    // A row of a table is one line.
    return [codeOf(event.name.getText()), text.replaceAll(/\s+/g, ' '), fieldsOf(event).join(', ')];
  });
}

function fieldsOf({ type }: ts.PropertySignature): readonly string[] {
  if (type === undefined || !ts.isTypeLiteralNode(type)) return [];
  return type.members
    .filter(ts.isPropertySignature)
    .map(({ name, questionToken }) => codeOf(name.getText() + (questionToken ? '?' : '')));
}

function codeOf(name: string): string {
  return `\`${name.replaceAll("'", '')}\``;
}
