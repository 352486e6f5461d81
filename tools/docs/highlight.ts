import ts from 'typescript';
import { escapeHtml } from './html.js';

const TYPESCRIPT = new Set(['ts', 'typescript', 'js', 'javascript', 'json', 'jsonc']);
const SHELL = new Set(['sh', 'bash', 'env', 'dotenv', 'yaml', 'dockerfile']);

/** Code as HTML with a class on each token that gets a colour. */
export function highlight(code: string, language: string): string {
  if (TYPESCRIPT.has(language)) return highlightTypeScript(code);
  if (SHELL.has(language)) return highlightShell(code);
  return escapeHtml(code);
}

const CLASSES: ReadonlyMap<ts.ClassificationType, string> = new Map([
  [ts.ClassificationType.comment, 'comment'],
  [ts.ClassificationType.keyword, 'keyword'],
  [ts.ClassificationType.numericLiteral, 'number'],
  [ts.ClassificationType.stringLiteral, 'string'],
  [ts.ClassificationType.regularExpressionLiteral, 'string'],
]);

/** The compiler's own lexer, as editors use it. Nothing else knows TypeScript as well. */
function highlightTypeScript(code: string): string {
  const { spans } = ts
    .createClassifier()
    .getEncodedLexicalClassifications(code, ts.EndOfLineState.None, true);
  let html = '';
  let end = 0;
  for (let at = 0; at < spans.length; at += 3) {
    const [start = 0, length = 0, type = 0] = spans.slice(at, at + 3);
    html += escapeHtml(code.slice(end, start));
    end = start + length;
    const text = code.slice(start, end);
    html += span(CLASSES.get(type) ?? classOfName(text, code[start - 1]), text);
  }
  return html + escapeHtml(code.slice(end));
}

function classOfName(text: string, before: string | undefined): string | undefined {
  if (before === '@') return 'decorator';
  return before !== '.' && /^[A-Z]\w*[a-z]/.test(text) ? 'type' : undefined;
}

/** Comments, strings and the names of variables: all that a reader of a few commands needs. */
function highlightShell(code: string): string {
  const token =
    /(?<comment>(?<=^|\s)#.*)|(?<string>'[^'\n]*'|"[^"\n]*")|(?<type>\b[A-Z][A-Z0-9_]+(?==))/gm;
  let html = '';
  let end = 0;
  for (const match of code.matchAll(token)) {
    const [name] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    html += escapeHtml(code.slice(end, match.index)) + span(name, match[0]);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}

function span(name: string | undefined, text: string): string {
  return name === undefined ? escapeHtml(text) : `<span class="${name}">${escapeHtml(text)}</span>`;
}
