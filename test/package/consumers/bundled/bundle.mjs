// node bundle.mjs BUNDLER FOLDER: puts the compiled application into one file, and another one that
// is minified, and prints their paths.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { rspack } from '@rspack/core';
import ncc from '@vercel/ncc';
import * as esbuild from 'esbuild';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';
import { cjs, esm } from './esbuild.config.mjs';
import webpackConfig from './webpack.config.mjs';

const [bundler, folder] = process.argv.slice(2);
const bundlers = {
  'esbuild, CommonJS': () => twice((into, minify) => withEsbuild(cjs, into, minify)),
  'esbuild, ESM': () => twice((into, minify) => withEsbuild(esm, into, minify)),
  webpack: () => twice((into, minify) => pack(webpack, into, minify)),
  rspack: () => twice((into, minify) => pack(rspack, into, minify)),
  ncc: withNcc,
};
console.log((await bundlers[bundler]()).join('\n'));
process.exit(0); // ncc keeps a file watcher

async function twice(bundle) {
  const plain = await bundle(join(folder, 'plain'), false);
  return [plain, await bundle(join(folder, 'minified'), true)];
}

async function withEsbuild(options, into, minify) {
  const outfile = join(into, basename(options.outfile));
  await esbuild.build({ ...options, outfile, minify, logLevel: 'warning' });
  return outfile;
}

async function pack(tool, into, minimize) {
  // The minifier that webpack has by default takes minutes for the SDK.
  const fast = new TerserPlugin({ minify: TerserPlugin.esbuildMinify });
  const optimization = { minimize, ...(tool === webpack && { minimizer: [fast] }) };
  const output = { ...webpackConfig.output, path: into };
  const compiler = tool({ ...webpackConfig, optimization, output });
  const stats = await new Promise((done, fail) => {
    compiler.run((error, result) => (error ? fail(error) : done(result)));
  });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  return join(into, output.filename);
}

/** Without options. Its own minifier takes minutes, so that is left to esbuild. */
async function withNcc() {
  const { code, assets } = await ncc(resolve('dist/main.js'), { cache: false, quiet: true });
  const [plain, minified] = [join(folder, 'plain'), join(folder, 'minified')];
  await mkdir(plain, { recursive: true });
  await writeFile(join(plain, 'index.mjs'), code);
  for (const [name, { source }] of Object.entries(assets)) {
    await writeFile(join(plain, name), source);
  }
  await cp(plain, minified, { recursive: true });
  for (const name of await readdir(minified)) {
    if (!/\.m?js$/.test(name)) continue;
    const text = await readFile(join(minified, name), 'utf8');
    await writeFile(join(minified, name), (await esbuild.transform(text, { minify: true })).code);
  }
  return [join(plain, 'index.mjs'), join(minified, 'index.mjs')];
}
