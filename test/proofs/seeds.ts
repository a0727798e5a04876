// Proves that no law cries wolf: many seeds over the solutions, without one failure.
//
//   npm run seeds                      1000 seeds, parts 0, 1 and 2
//   npm run seeds -- 200 part2         200 seeds, one part
//   npm run seeds -- 200 part2 5000    the same, beginning at seed 5000

import { checkLaw } from '../../src/laws/check-law.ts';
import { collectLaws } from './collect-laws.ts';

const [count = '1000', only = 'part0,part1,part2', first = '1'] = process.argv.slice(2);
if (![count, first].every((number) => Number(number) > 0)) {
  throw new Error(`seeds and a first seed are wanted, above 0; got ${count} and ${first}`);
}
let failures = 0;
for (const part of only.split(',')) {
  const laws = await collectLaws(part);
  const start = performance.now();
  let checks = 0;
  for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
    for (const { file, id, law } of laws) {
      const result = await checkLaw(law, id, { seed });
      checks++;
      if (result.status === 'holds') continue;
      failures++;
      console.log(`${file} ${id} "${law.claim}" fails at seed ${seed}: ${JSON.stringify(result)}`);
    }
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${part}: ${laws.length} laws × ${count} seeds = ${checks} checks in ${seconds} s`);
}
console.log(failures === 0 ? 'no law failed' : `${failures} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
