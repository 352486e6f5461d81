import ts from 'typescript';
import { examplesOf } from './examples.js';

/** A doc comment, its parts as Markdown. */
export interface DocComment {
  readonly text: string;
  readonly defaultValue: string | undefined;
  readonly throws: readonly string[];
  /** Code, without a fence. */
  readonly examples: readonly string[];
}

/** Reads the doc comment of a name. `{@link X}` becomes code, with a link where `linkTo` has one. */
export function docCommentOf(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
  linkTo: (name: string) => string | undefined = () => undefined,
): DocComment {
  const tags = symbol.getJsDocTags(checker);
  const textsOf = (name: string): readonly string[] =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  const toMarkdown = (text: string): string => withLinks(text, linkTo);
  return {
    text: toMarkdown(ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()),
    defaultValue: textsOf('defaultValue')[0],
    throws: textsOf('throws').map(toMarkdown),
    examples: commentsOf(symbol).flatMap((comment) => examplesOf(comment).map(codeOf)),
  };
}

function withLinks(text: string, linkTo: (name: string) => string | undefined): string {
  return text
    .replaceAll(/\{@link\s+([^\s}|]+)[^}]*\}/g, (_, name: string) => {
      const target = linkTo(name);
      return target === undefined ? `\`${name}\`` : `[\`${name}\`](${target})`;
    })
    .replaceAll(/\((https:\/\/[^\s)]+)\)/g, '([documentation]($1))');
}

function commentsOf(symbol: ts.Symbol): readonly string[] {
  const comments = (symbol.declarations ?? []).flatMap((declaration) =>
    ts.getJSDocCommentsAndTags(declaration).map((node) => (ts.isJSDoc(node) ? node.getText() : '')),
  );
  return [...new Set(comments)];
}

const codeOf = ({ code }: { readonly code: string }): string => code.trimStart();
