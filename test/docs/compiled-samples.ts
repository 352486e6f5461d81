import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { entryPoints } from '../architecture/import-table.js';
import { namesBoundBy, type CodeSample } from './code-sample.js';
import { isPresent } from './documents.js';
import { namesOfFile, namesOfPrelude, namesOfReader, type Names } from './available-names.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * All entry points and samples compiled in one program, because parsing their imports takes
 * seconds. Each sample is a separate module; our packages are read from their sources.
 */
export class CompiledSamples {
  readonly #samples: ReadonlyMap<string, CodeSample>;
  readonly #program: ts.Program;

  constructor(samples: readonly CodeSample[]) {
    const known = { excerpt: namesOfPrelude(), complete: namesOfReader() };
    const paths = samples.map(
      (sample, index) => [`${root}test/docs/sample-${index}.ts`, sample] as const,
    );
    this.#samples = new Map(paths);
    const texts = new Map(paths.map(([path, sample]) => [path, toModule(sample, known)]));
    const entries = Object.values(entryPoints).filter(isPresent);
    const options = readOptions();
    this.#program = ts.createProgram(
      [...entries.map((entry) => root + entry), ...texts.keys()],
      options,
      withTexts(ts.createCompilerHost(options, true), texts),
    );
  }

  /** Compiler errors in the samples as `file:line: message`, with the line in the document. */
  errors(): readonly string[] {
    return [...this.#samples].flatMap(([path, sample]) => {
      const source = this.#program.getSourceFile(path);
      const found = [
        ...this.#program.getSyntacticDiagnostics(source),
        ...this.#program.getSemanticDiagnostics(source),
      ];
      return found.map((error) => describe(error, sample));
    });
  }

  /** Exported names without a doc comment. */
  undocumentedExports(): readonly string[] {
    const checker = this.#program.getTypeChecker();
    return Object.entries(entryPoints).flatMap(([entryPoint, path]) => {
      const source = this.#program.getSourceFile(root + path);
      const module = source && checker.getSymbolAtLocation(source);
      return (module ? checker.getExportsOfModule(module) : [])
        .map((symbol) => resolveAlias(symbol, checker))
        .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
        .map((symbol) => `${entryPoint}: ${symbol.name}`);
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

/** What samples may use without an import: excerpts, and those with imports. */
interface Known {
  readonly excerpt: Names;
  readonly complete: Names;
}

function availableTo({ file, code }: CodeSample, { excerpt, complete }: Known): Names {
  if (file.endsWith('.ts')) return new Map([...excerpt, ...namesOfFile(file)]);
  return /^import /m.test(code) ? complete : excerpt;
}

/** The sample, after one line that imports the names it uses without declaring them. */
function toModule(sample: CodeSample, known: Known): string {
  const { code } = sample;
  const available = availableTo(sample, known);
  const bound = namesBoundBy(code);
  const words = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const imports = [...available]
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

function describe(error: ts.Diagnostic, { file, line }: CodeSample): string {
  const row = error.file?.getLineAndCharacterOfPosition(error.start ?? 0).line ?? 1;
  return `${file}:${line + row - 1}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`;
}

function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
