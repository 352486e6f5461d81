import { packageOf } from './layers.js';
import type { SourceFile } from '../source-file.js';

/** The fields of a package.json that declare what may be imported. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Imported packages that package.json does not declare. */
export function declaredPackages(
  files: readonly SourceFile[],
  manifest: Manifest,
): readonly string[] {
  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
  return files.flatMap((file) =>
    file.imports
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter((specifier) => !declared.has(packageOf(specifier)))
      .map((specifier) => `${file.path}: ${specifier} is not declared in package.json`),
  );
}

/** Declared packages, peers included, that no source imports. */
export function unusedPackages(
  files: readonly SourceFile[],
  manifest: Manifest,
): readonly string[] {
  const used = new Set(files.flatMap((file) => file.imports.map(packageOf)));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return declared.filter((name) => !used.has(name));
}
