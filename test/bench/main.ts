// npm run bench -- feedback     how long a student waits, as ratios to an empty vitest run

import { feedback } from './feedback.ts';

const benches: Record<string, () => Promise<void>> = { feedback };
const [name = ''] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  console.error(`There is no bench "${name}"; there is ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else {
  await bench();
}
