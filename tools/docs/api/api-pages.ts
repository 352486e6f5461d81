import ts from 'typescript';
import { Slugs } from '../slug.js';
import { Declarations, ENTRY_POINTS, type ExportedName } from './declarations.js';
import { docCommentOf, type DocComment } from './doc-comment.js';
import { isShown, parameterName, signatureOf } from './signature.js';

/** The reference of one entry point as Markdown. */
export interface ApiPage {
  /** `api/redis.md` */
  readonly path: string;
  readonly markdown: string;
}

/** One page for each entry point, made from the doc comments of all that it exports. */
export function renderApi(declarations = new Declarations()): Promise<readonly ApiPage[]> {
  return Promise.all(
    Object.entries(ENTRY_POINTS).map(async ([entry, path]) => ({
      path: `api/${entry.replace('nestjs-twilio-auth/', '')}.md`,
      markdown: await renderEntryPoint(entry, declarations.exportsOf(path), declarations.checker),
    })),
  );
}

const GROUPS = [
  { title: 'Classes', holds: (d: ts.Declaration) => ts.isClassDeclaration(d) },
  { title: 'Functions and values', holds: (d: ts.Declaration) => isValue(d) },
  { title: 'Types', holds: (d: ts.Declaration) => !ts.isClassDeclaration(d) && !isValue(d) },
];

const isValue = (declaration: ts.Declaration): boolean =>
  ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration);

async function renderEntryPoint(
  entry: string,
  names: readonly ExportedName[],
  checker: ts.TypeChecker,
): Promise<string> {
  const linkTo = (name: string): string | undefined =>
    names.some((other) => other.name === name) ? `#${new Slugs().of(name)}` : undefined;
  const parts: string[] = [
    `# ${entry}`,
    `All that \`import … from '${entry}'\` can name, from the comments in its source.`,
  ];
  for (const { title, holds } of GROUPS) {
    const members = names.filter(
      ({ declarations: [first] }) => first !== undefined && holds(first),
    );
    if (members.length === 0) continue;
    parts.push(`## ${title}`);
    for (const member of members) parts.push(await renderName(member, checker, linkTo));
  }
  return `${parts.join('\n\n')}\n`;
}

type LinkTo = (name: string) => string | undefined;

async function renderName(
  { name, symbol, declarations }: ExportedName,
  checker: ts.TypeChecker,
  linkTo: LinkTo,
): Promise<string> {
  const { text, throws, examples } = docCommentOf(symbol, checker, linkTo);
  const signatures = await Promise.all(declarations.map((d) => signatureOf(d)));
  return [
    `### ${name}`,
    text,
    ...renderThrows(throws),
    fenced(signatures.join('\n\n')),
    renderMembers(declarations, checker, linkTo),
    ...examples.map((example) => `Example:\n\n${fenced(example)}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A line for each member that has a comment. */
function renderMembers(
  declarations: readonly ts.Declaration[],
  checker: ts.TypeChecker,
  linkTo: LinkTo,
): string {
  const lines = declarations.flatMap(membersOf).flatMap((member) => {
    const symbol = checker.getSymbolAtLocation(member.name ?? member) ?? symbolOf(member);
    if (symbol === undefined) return [];
    const comment = docCommentOf(symbol, checker, linkTo);
    const text = textOf(comment);
    return text === '' ? [] : [`- \`${labelOf(member)}\`: ${text}`];
  });
  return [...new Set(lines)].join('\n');
}

/** The compiler keeps the symbol of a constructor on its declaration only. */
function symbolOf(member: ts.Node): ts.Symbol | undefined {
  return (member as { symbol?: ts.Symbol }).symbol;
}

function membersOf(declaration: ts.Declaration): readonly (ts.ClassElement | ts.TypeElement)[] {
  const isObject = ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration);
  if (isObject) return [...declaration.members].filter(isShown);
  const isLiteral =
    ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type);
  return isLiteral ? [...declaration.type.members] : [];
}

function labelOf(member: ts.ClassElement | ts.TypeElement): string {
  const name = member.name?.getText() ?? 'new';
  if (!ts.isFunctionLike(member)) return name;
  const parameters = member.parameters.map(
    (parameter) => parameterName(parameter) + (parameter.questionToken === undefined ? '' : '?'),
  );
  return `${name}(${parameters.join(', ')})`;
}

/** A comment on one line, as an item of a list needs it. */
function textOf({ text, defaultValue, throws, examples }: DocComment): string {
  return [
    text.replaceAll(/\s*\n\s*/g, ' '),
    ...(defaultValue === undefined ? [] : [`Default: ${defaultValue}.`]),
    ...throws.map((line) => `Throws ${line.replaceAll(/\s*\n\s*/g, ' ')}`),
    ...(examples.length > 0 && text === '' ? ['See the example.'] : []),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function renderThrows(throws: readonly string[]): readonly string[] {
  if (throws.length === 0) return [];
  return [throws.map((line) => `- Throws ${line.replaceAll(/\s*\n\s*/g, ' ')}`).join('\n')];
}

const fenced = (code: string): string => `\`\`\`ts\n${code}\n\`\`\``;
