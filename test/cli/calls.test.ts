import { beforeAll, describe, expect, test } from 'vitest';
import { kata, kataCalls, sharedRoom, type Outcome } from './room.ts';

const room = sharedRoom();

test('the exit code of the process is 0 for help, 2 for a wrong call', async () => {
  const [help, typo] = await Promise.all([kata(room.root, []), kata(room.root, ['tset', 'part2'])]);
  expect(help.code).toBe(0);
  expect(typo).toEqual({
    code: 2,
    out: '',
    err: "error: unknown command 'tset'\n(Did you mean test?)\n",
  });
});

/** Calls, and what their one message must match. */
const wrongCalls: [call: string, message: RegExp][] = [
  ['test katas/prt2', /^There is no kata "katas\/prt2"\. Did you mean katas\/part2\?$/],
  ['test part2/conv2.ts', /^There is no kata .+ Did you mean katas\/part2\/conv2d\?$/],
  ['test part2 --sed 3', /^error: unknown option '--sed'\n\(Did you mean --seed\?\)$/],
  ['test part2 --seed many', /'many' is invalid\. It must be a whole number\.$/],
  [
    'test part2 --path 0:1',
    /^--path replays a case of one law: name it with --law, for example 2\.1c\.$/,
  ],
  ['test part2 --law 2.1a --path first', /'first' is invalid/],
  ['test --json', /^--law, --path and --json need a kata, for example katas\/part2\.$/],
  ['watch', /^error: missing required argument 'path'$/],
  ['hint part2 7.7', /^There is no task "7\.7" in part2\. Its tasks are 2\.1, 2\.2, 2\.3\.$/],
  ['hint part2 2.1 --tier 4', /^--tier is 1, 2 or 3; 4 came\.$/],
  ['hint part2/conv2d', /^A whole part is wanted, for example part2\.$/],
  ['reset part3', /^There is no kata "part3"\. There are katas\/part2\.$/],
  ['reset', /^error: missing required argument 'path'$/],
  ['experiment part2 --subject kata', /Allowed choices are solutions, katas/],
  ['experiment part2 --epochs 0', /^A number of at least 1 is wanted, 0 came\.$/],
  ['experiment part9', /^There is no kata "part9"\. There are katas\/part2\.$/],
];

describe('a call that is wrong exits with 2 and one clear message', () => {
  let outcomes: Outcome[] = [];
  beforeAll(async () => {
    const calls = wrongCalls.map(([call]) => call);
    outcomes = await kataCalls(room.root, calls);
  });

  test.each(wrongCalls.map(([call, message], i) => ({ call, message, i })))(
    'kata $call',
    ({ message, i }) => {
      const { code, out, err } = outcomes[i];
      expect(err.trim()).toMatch(message);
      expect(err).not.toMatch(/\n\s+at /);
      expect([code, out]).toEqual([2, '']);
    },
  );
});

test('help names every command, and each command shows an example; exit code 0', async () => {
  const names = [
    'start',
    'test',
    'watch',
    'progress',
    'hint',
    'reset',
    'experiment',
    'data',
    'doctor',
  ];
  const calls = ['--help', 'help', '', ...names.map((name) => `${name} --help`)];
  const outcomes = await kataCalls(room.root, calls);
  expect(outcomes.map(({ code }) => code)).toEqual(calls.map(() => 0));
  for (const { out, err } of outcomes.slice(0, 3)) {
    for (const name of names) expect(out + err).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  }
  for (const { out } of outcomes.slice(3)) expect(out).toMatch(/Example:\n {2}np[mx] /);
});
