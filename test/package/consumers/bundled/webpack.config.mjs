import { resolve } from 'node:path';

export default {
  mode: 'production',
  target: 'node20',
  entry: './dist/main.js',
  output: { path: resolve('bundle'), filename: 'main.cjs' },
  // One file: what is imported later is in it too.
  module: { parser: { javascript: { dynamicImportMode: 'eager' } } },
  // Nest imports these only where an application uses them. List those that are not installed.
  externalsType: 'import',
  externals: [/^(@nestjs\/microservices|@nestjs\/websockets|class-transformer)(\/|$)/],
  // Leaves out what the SDK's own HTTP client needs. Only if nothing else uses these two.
  resolve: { alias: { axios: false, 'https-proxy-agent': false } },
};
