import ts from 'typescript';
import type { Declarations, ExportedName } from '../api/declarations.js';
import { ENTRY_POINTS } from '../api/declarations.js';
import { docCommentOf, type DocComment } from '../api/doc-comment.js';

/** An option of the module as the reference shows it. */
export interface Option extends DocComment {
  /** Its path in the options: `http.timeoutMs`, `policy.exceptions[].rule`. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
}

/** Options that belong together: those of the module itself, and each nested object. */
export interface OptionGroup {
  readonly title: string;
  /** The method that the options belong to, for those of `auth`. */
  readonly method: string | undefined;
  readonly text: string;
  readonly options: readonly Option[];
}

interface Shape {
  readonly title: string;
  readonly method?: string;
  readonly prefix: string;
  readonly members: readonly ts.TypeElement[];
  readonly text: string;
}

/** Reads every option from the types, nested ones after the object that holds them. */
export class OptionTypes {
  readonly #checker: ts.TypeChecker;
  readonly #names: ReadonlyMap<string, ExportedName>;
  readonly #seen = new Set(['AccountOptions', 'TwilioAuthModuleOptions']);

  constructor(declarations: Declarations) {
    this.#checker = declarations.checker;
    const exported = declarations.exportsOf(ENTRY_POINTS['nestjs-twilio-auth'] ?? '');
    this.#names = new Map(exported.map((name) => [name.name, name]));
  }

  groups(): readonly OptionGroup[] {
    const roots = [
      this.#shape('AccountOptions', 'The account', ''),
      this.#shape('TwilioAuthModuleOptions', 'The module', ''),
      this.#shape('TwilioAuthModuleExtras', 'Registration', ''),
      this.#shape('TwilioAuthModuleAsyncOptions', 'Registration with a factory', ''),
    ];
    return roots.flatMap((root) => this.#expand(root));
  }

  #expand({ title, method, prefix, members, text }: Shape): readonly OptionGroup[] {
    const options = members.map((member) => this.#option(member, prefix));
    const nested = members.flatMap((member) => this.#nested(member, prefix));
    return [{ title, method, text, options }, ...nested.flatMap((shape) => this.#expand(shape))];
  }

  #option(member: ts.TypeElement, prefix: string): Option {
    const symbol = this.#checker.getSymbolAtLocation(member.name ?? member);
    if (symbol === undefined) throw new Error(`${prefix}${member.getText()} has no symbol.`);
    const type = ts.isPropertySignature(member)
      ? (member.type?.getText() ?? 'unknown')
      : 'function';
    return {
      path: `${prefix}${nameOf(member)}`,
      type: type.replaceAll(/\breadonly /g, '').replaceAll(/\s+/g, ' '),
      isRequired: member.questionToken === undefined,
      ...docCommentOf(symbol, this.#checker),
    };
  }

  /** The objects that a member holds; functions and records keep theirs to themselves. */
  #nested(member: ts.TypeElement, prefix: string): readonly Shape[] {
    if (!ts.isPropertySignature(member) || member.type === undefined) return [];
    const isList = member.type.getText().endsWith('[]');
    const path = `${prefix}${nameOf(member)}${isList ? '[]' : ''}`;
    return referencesIn(member.type).flatMap((name) => {
      if (name === 'AuthInput') return this.#methods(path);
      const isNew = name.endsWith('Options') && this.#names.has(name) && !this.#seen.has(name);
      if (!isNew) return [];
      this.#seen.add(name);
      return [this.#shape(name, `\`${path}\``, `${path}.`)];
    });
  }

  #methods(path: string): readonly Shape[] {
    return this.#shape('TwilioAuthMethods', '', '').members.map((member) => {
      const type = ts.isPropertySignature(member) ? member.type : undefined;
      const symbol = this.#checker.getSymbolAtLocation(member.name ?? member);
      return {
        title: `\`${path}\` with the method \`${nameOf(member)}\``,
        method: nameOf(member),
        prefix: `${path}.`,
        members: type !== undefined && ts.isTypeLiteralNode(type) ? [...type.members] : [],
        text: symbol === undefined ? '' : docCommentOf(symbol, this.#checker).text,
      };
    });
  }

  #shape(name: string, title: string, prefix: string): Shape {
    const exported = this.#names.get(name);
    const declaration = exported?.declarations.find((d) => ts.isInterfaceDeclaration(d));
    if (exported === undefined || declaration === undefined) throw new Error(`No type ${name}.`);
    const { text } = docCommentOf(exported.symbol, this.#checker);
    return { title, prefix, members: [...declaration.members], text };
  }
}

function nameOf(member: ts.TypeElement): string {
  return member.name === undefined ? '' : member.name.getText().replaceAll("'", '');
}

function referencesIn(type: ts.Node): readonly string[] {
  if (ts.isFunctionTypeNode(type)) return [];
  if (ts.isTypeReferenceNode(type)) {
    return type.typeArguments === undefined ? [type.typeName.getText()] : [];
  }
  const found: string[] = [];
  ts.forEachChild(type, (child) => void found.push(...referencesIn(child)));
  return found;
}
