const options = {
  entryPoints: ['dist/main.js'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Nest imports these only where an application uses them. List those that are not installed.
  external: ['@nestjs/microservices', '@nestjs/websockets', 'class-transformer'],
  // Leaves out what the SDK's own HTTP client needs. Only if nothing else uses these two.
  alias: { axios: './unused.cjs', 'https-proxy-agent': './unused.cjs' },
};

/** One CommonJS file. Some ES modules in it, such as @nestjs/terminus, read `import.meta.url`. */
export const cjs = {
  ...options,
  format: 'cjs',
  outfile: 'bundle/main.cjs',
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** One ES module. The CommonJS packages in it, such as twilio, call `require` for what Node has. */
export const esm = {
  ...options,
  format: 'esm',
  outfile: 'bundle/main.mjs',
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
  },
};
