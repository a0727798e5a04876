#!/usr/bin/env node
// The only JavaScript: it must run on any Node to say that a newer one is needed.
const [major, minor] = process.versions.node.split('.').map(Number);
const isSupported = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
if (!isSupported) {
  console.error(
    `ann-katas needs Node 20.19 or later in the 20 line, or 22.12 or later; this is ${process.version}.\n` +
      'Install a newer one from https://nodejs.org and run the command again.',
  );
  process.exit(2);
}

// Whatever runs laws needs vitest, and loading it through tsx's hooks takes five times as long.
const runsLaws = ['test', 'watch', 'progress', 'hint', 'start'].includes(process.argv[2]);
if (runsLaws) await import('vitest/node').catch(() => undefined);

const { register } = await import('tsx/esm/api').catch(() => {
  console.error('The packages are not installed: run `npm install` in the folder of ann-katas.');
  process.exit(2);
});
register();
const { endQuietlyWithReader } = await import('../src/cli/pipe.ts');
const { main } = await import('../src/cli/main.ts');
endQuietlyWithReader();
await main(process.argv);
