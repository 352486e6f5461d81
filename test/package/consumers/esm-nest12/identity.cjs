// One process, two module systems, one class: an `import`er's provider must be found by a
// `require`r's token. Prints every entry point whose exports differ.
const entries = process.argv.slice(2);

(async () => {
  for (const entry of entries) {
    const required = require(entry);
    const imported = await import(entry);
    const names = Object.keys(imported).filter(
      (name) => !['default', 'module.exports'].includes(name),
    );
    const different = names.filter((name) => required[name] !== imported[name]);
    console.log(JSON.stringify({ entry, names: names.length, different }));
  }
})();
