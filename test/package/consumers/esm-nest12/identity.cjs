// One process, two module systems, one class: an `import`er's provider must be found by a
// `require`r's token. Prints every front door whose exports differ.
const doors = process.argv.slice(2);

(async () => {
  for (const door of doors) {
    const required = require(door);
    const imported = await import(door);
    const names = Object.keys(imported).filter(
      (name) => !['default', 'module.exports'].includes(name),
    );
    const different = names.filter((name) => required[name] !== imported[name]);
    console.log(JSON.stringify({ door, names: names.length, different }));
  }
})();
