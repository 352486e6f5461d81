import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { frontDoors } from '../architecture/import-table.js';
import { namesBoundBy, type CodeSample } from './code-sample.js';
import { isPresent } from './documents.js';
import { namesNear, namesOfPrelude, type Names } from './names-in-reach.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The front doors and all samples in one program: parsing what they lead to takes seconds, so it
 * is done once. Each sample is a module of its own; our packages are read from their sources.
 */
export class CompiledDocuments {
  readonly #samples: ReadonlyMap<string, CodeSample>;
  readonly #program: ts.Program;

  constructor(samples: readonly CodeSample[]) {
    const known = namesOfPrelude();
    const paths = samples.map(
      (sample, index) => [`${root}test/docs/sample-${index}.ts`, sample] as const,
    );
    this.#samples = new Map(paths);
    const texts = new Map(paths.map(([path, sample]) => [path, toModule(sample, known)]));
    const doors = Object.values(frontDoors).filter(isPresent);
    const options = readOptions();
    this.#program = ts.createProgram(
      [...doors.map((door) => root + door), ...texts.keys()],
      options,
      withTexts(ts.createCompilerHost(options, true), texts),
    );
  }

  /** What the compiler says about the samples, `file:line: message`, the line being the reader's. */
  faults(): readonly string[] {
    return [...this.#samples].flatMap(([path, sample]) => {
      const source = this.#program.getSourceFile(path);
      const found = [
        ...this.#program.getSyntacticDiagnostics(source),
        ...this.#program.getSemanticDiagnostics(source),
      ];
      return found.map((fault) => describe(fault, sample));
    });
  }

  /** Names that a front door exports and an editor has nothing to say about. */
  undocumentedExports(): readonly string[] {
    const checker = this.#program.getTypeChecker();
    return Object.entries(frontDoors).flatMap(([door, path]) => {
      const source = this.#program.getSourceFile(root + path);
      const module = source && checker.getSymbolAtLocation(source);
      return (module ? checker.getExportsOfModule(module) : [])
        .map((symbol) => resolveAlias(symbol, checker))
        .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
        .map((symbol) => `${door}: ${symbol.name}`);
    });
  }
}

function readOptions(): ts.CompilerOptions {
  const config = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root, {
    noUnusedLocals: false,
    noUnusedParameters: false,
  });
  return options;
}

/** The sample below one line that imports what it uses and does not bind itself. */
function toModule({ file, code }: CodeSample, known: Names): string {
  const inReach = file.endsWith('.ts') ? new Map([...known, ...namesNear(file)]) : known;
  const bound = namesBoundBy(code);
  const words = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const imports = [...inReach]
    .filter(([name]) => words.has(name) && !bound.has(name))
    .map(([name, module]) => `import { ${name} } from ${JSON.stringify(module)};`);
  return `${imports.join(' ')}\n${code}\nexport {};\n`;
}

function withTexts(host: ts.CompilerHost, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  return {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = texts.get(path);
      return text === undefined
        ? host.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language, true);
    },
  };
}

function describe(fault: ts.Diagnostic, { file, line }: CodeSample): string {
  const row = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0).line ?? 1;
  return `${file}:${line + row - 1}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`;
}

function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
