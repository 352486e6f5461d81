import ts from 'typescript';
import {
  formsOf,
  VARIABLE_NAMES,
} from '../../../libs/twilio-auth/src/core/config/env-variables.js';
import { readText } from '../repository.js';

/** An environment variable as the reference shows it. */
export interface Variable {
  readonly name: string;
  /** The other names under which it may be set. */
  readonly otherForms: readonly string[];
  /** Paths of the options that it sets. */
  readonly options: readonly string[];
  readonly text: string;
}

const TABLE = 'libs/twilio-auth/src/core/config/env-variables.ts';

/** Every variable of the table that the module reads by, with its comment. */
export function readVariables(): readonly Variable[] {
  const comments = readComments();
  return VARIABLE_NAMES.map((name) => {
    const comment = comments.get(name);
    if (comment === undefined) throw new Error(`${TABLE}: ${name} has no comment.`);
    const [, text = comment, options = ''] = /^(.*?)\s*Options?: (.+)$/s.exec(comment) ?? [];
    return {
      name,
      otherForms: formsOf(name).slice(1),
      options: pathsIn(options.replace(/, with .*/, '')),
      text: withUseOfOption(text, options),
    };
  });
}

const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

/** What follows the path of an option is a part of its meaning: `, with the method …`. */
function withUseOfOption(text: string, options: string): string {
  const use = /^`[^`]+`, (with .+)\.$/.exec(options)?.[1];
  return use === undefined ? text : `${text.replace(/\.$/, '')}; ${use}.`;
}

function readComments(): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const source = ts.createSourceFile(TABLE, readText(TABLE), ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      const text = ts
        .getJSDocCommentsAndTags(node)
        .map((comment) => (ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : ''))
        .join(' ')
        .replaceAll(/\s*\n\s*/g, ' ')
        .trim();
      if (text !== '') comments.set(node.name.getText(), text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return comments;
}

/** The reference of all variables as Markdown. */
export function renderVariables(variables: readonly Variable[]): string {
  return variables
    .map(({ name, otherForms, options, text }) => {
      const facts = [
        ...(otherForms.length === 0 ? [] : [`- Also read as: ${listOf(otherForms)}`]),
        ...(options.length === 0 ? [] : [`- Option: ${listOf(options)}`]),
      ];
      return [`### ${name}`, text, ...(facts.length === 0 ? [] : [facts.join('\n')])].join('\n\n');
    })
    .join('\n\n');
}

const listOf = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
