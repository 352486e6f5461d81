import ts from 'typescript';
import * as prettier from 'prettier';
import { ROOT } from '../repository.js';

const printer = ts.createPrinter({ removeComments: true });

/** A declaration as code for readers: no comments, nothing private, nothing that Nest fills in. */
export async function signatureOf(declaration: ts.Declaration): Promise<string> {
  const node = ts.isVariableDeclaration(declaration)
    ? declaration.parent.parent
    : withoutHidden(declaration);
  const code = printer
    .printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile())
    .replaceAll(/^export (default )?/gm, '')
    .replace(/^declare /, '');
  const text = await prettier.format(code, {
    ...(await prettier.resolveConfig(`${ROOT}package.json`)),
    parser: 'typescript',
    printWidth: 84,
  });
  return text.trimEnd();
}

function withoutHidden(declaration: ts.Declaration): ts.Node {
  if (!ts.isClassDeclaration(declaration)) return declaration;
  const { modifiers, name, typeParameters, heritageClauses } = declaration;
  const members = declaration.members.filter(isShown);
  const shown = ts.factory.updateClassDeclaration(
    declaration,
    modifiers,
    name,
    typeParameters,
    heritageClauses,
    members,
  );
  return ts.transform(shown, [nameParameters]).transformed[0] ?? shown;
}

/** A reader does not need to see how a parameter destructures its argument. */
const nameParameters: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node => {
    if (!ts.isParameter(node)) return ts.visitEachChild(node, visit, context);
    const { modifiers, dotDotDotToken, questionToken, type, initializer } = node;
    const name = parameterName(node);
    return ts.factory.updateParameterDeclaration(
      node,
      modifiers,
      dotDotDotToken,
      name,
      questionToken,
      type,
      initializer,
    );
  };
  return (node) => ts.visitNode(node, visit);
};

/** `options` where the source destructures. */
export function parameterName({ name }: ts.ParameterDeclaration): string {
  return ts.isIdentifier(name) ? name.text : 'options';
}

/** Members that applications use. A constructor without a comment is one that Nest calls. */
export function isShown(member: ts.ClassElement | ts.TypeElement): boolean {
  if (member.name !== undefined && ts.isPrivateIdentifier(member.name)) return false;
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)) return false;
  return !ts.isConstructorDeclaration(member) || ts.getJSDocCommentsAndTags(member).length > 0;
}
