import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { namesBoundBy, type CodeSample } from './code-sample.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const prelude = `${root}test/docs/prelude.ts`;

/** Name → module that exports it. */
type Names = ReadonlyMap<string, string>;

/**
 * What the compiler says about samples, one `file:line: message` per fault, the line being the
 * reader's. All samples share one program, each is a module of its own, and our packages are
 * read from their sources.
 */
export function checkSamples(samples: readonly CodeSample[]): readonly string[] {
  const options = readOptions();
  const sources = samples.map(({ file }) => root + file).filter((file) => file.endsWith('.ts'));
  const host = ts.createCompilerHost(options, true);
  const base = ts.createProgram([prelude, ...new Set(sources)], options, host);
  const known = namesExportedBy(base, prelude);

  const modules = new Map(
    samples.map((sample, index) => {
      const path = root + sample.file;
      const near = [...namesImportedBy(base, path), ...namesExportedBy(base, path)];
      const text = `${header(sample, new Map([...known, ...near]))}\n${sample.code}\nexport {};\n`;
      return [`${root}test/docs/sample-${index}.ts`, { sample, text }];
    }),
  );
  const program = ts.createProgram([...modules.keys()], options, withFiles(host, modules), base);
  return [...modules].flatMap(([path, { sample }]) => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map((fault) => describe(fault, sample));
  });
}

function readOptions(): ts.CompilerOptions {
  const config = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root, {
    noUnusedLocals: false,
    noUnusedParameters: false,
  });
  return options;
}

function namesExportedBy(program: ts.Program, path: string): Names {
  const source = program.getSourceFile(path);
  const checker = program.getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module ? checker.getExportsOfModule(module) : [];
  return new Map(exported.map(({ name }) => [name, path.replace(/\.ts$/, '.js')]));
}

/** A doc comment may use what its file has imported. */
function namesImportedBy(program: ts.Program, path: string): Names {
  const names = new Map<string, string>();
  for (const statement of program.getSourceFile(path)?.statements ?? []) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    const module = text.startsWith('.') ? posix.join(posix.dirname(path), text) : text;
    if (bindings && ts.isNamedImports(bindings)) {
      for (const { name, propertyName } of bindings.elements) {
        if (propertyName === undefined) names.set(name.text, module);
      }
    }
  }
  return names;
}

/** Imports, on one line, what the sample uses and does not bind itself. */
function header(sample: CodeSample, known: Names): string {
  const bound = namesBoundBy(sample.code);
  const words = new Set(sample.code.match(/[A-Za-z_$][\w$]*/g));
  return [...known]
    .filter(([name]) => words.has(name) && !bound.has(name))
    .map(([name, module]) => `import { ${name} } from ${JSON.stringify(module)};`)
    .join(' ');
}

function withFiles(
  host: ts.CompilerHost,
  modules: ReadonlyMap<string, { readonly text: string }>,
): ts.CompilerHost {
  return {
    ...host,
    fileExists: (path) => modules.has(path) || host.fileExists(path),
    readFile: (path) => modules.get(path)?.text ?? host.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = modules.get(path)?.text;
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
