import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../repository.js';

/** The entry points of the packages, and the declarations that describe them. */
export const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'nestjs-twilio-auth': 'libs/twilio-auth/dist/esm/index.d.ts',
  'nestjs-twilio-auth/config': 'libs/twilio-auth/dist/esm/config/index.d.ts',
  'nestjs-twilio-auth/keys': 'libs/twilio-auth/dist/esm/keys/index.d.ts',
  'nestjs-twilio-auth/redis': 'libs/twilio-auth/dist/esm/redis/index.d.ts',
  'nestjs-twilio-auth/terminus': 'libs/twilio-auth/dist/esm/terminus/index.d.ts',
  'nestjs-twilio-auth/testing': 'libs/twilio-auth/dist/esm/testing/index.d.ts',
  'twilio-auth-emulator': 'libs/twilio-emulator/dist/esm/index.d.ts',
  'twilio-permissions': 'libs/twilio-permissions/dist/esm/index.d.ts',
};

/** A name that an entry point exports, with the declarations behind it. */
export interface ExportedName {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declarations: readonly ts.Declaration[];
}

/**
 * The built declarations of our packages: their return types are written out, and what is
 * internal is gone. Types of other packages stay names, which is all that a reference shows.
 */
export class Declarations {
  readonly #program: ts.Program;
  readonly checker: ts.TypeChecker;

  constructor(entryPoints: Readonly<Record<string, string>> = ENTRY_POINTS) {
    const paths = Object.values(entryPoints).map((path) => join(ROOT, path));
    const missing = paths.filter((path) => !existsSync(path));
    if (missing.length > 0) {
      throw new Error(`Not built: ${missing.join(', ')}. Run npm run build:quick first.`);
    }
    const options: ts.CompilerOptions = { noLib: true, types: [], skipLibCheck: true };
    this.#program = ts.createProgram(paths, options, onlyOwnFiles(options));
    this.checker = this.#program.getTypeChecker();
  }

  /** What an entry point exports, in the order of its source. */
  exportsOf(path: string): readonly ExportedName[] {
    const source = this.#program.getSourceFile(join(ROOT, path));
    const module = source && this.checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${path} exports nothing.`);
    return this.checker.getExportsOfModule(module).map((exported) => {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? this.checker.getAliasedSymbol(exported) : exported;
      return { name: exported.name, symbol, declarations: symbol.declarations ?? [] };
    });
  }
}

/** Other packages are thousands of files that no reference shows anything of. */
function onlyOwnFiles(options: ts.CompilerOptions): ts.CompilerHost {
  return {
    ...ts.createCompilerHost(options),
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const path = resolve(dirname(from), text.replace(/\.js$/, '.d.ts'));
        if (!text.startsWith('.') || !existsSync(path)) return { resolvedModule: undefined };
        const extension = ts.Extension.Dts;
        return { resolvedModule: { resolvedFileName: path, extension } };
      }),
  };
}
