// Compares what a student starts from with the committed originals, which `kata reset` brings back.
// A student's own edits differ on purpose: this belongs to the checks of the repository's keepers.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const originals = join(root, 'fixtures/originals');
const different = readdirSync(originals)
  .flatMap((part) => readdirSync(join(originals, part)).map((file) => join(part, file)))
  .filter((path) => {
    const current = join(root, 'katas', path);
    return (
      !existsSync(current) || !readFileSync(current).equals(readFileSync(join(originals, path)))
    );
  });

for (const path of different) {
  console.error(`katas/${path} is not fixtures/originals/${path}: copy the one that is right.`);
}
process.exitCode = different.length === 0 ? 0 : 1;
