import { describe, expect, test } from 'vitest';
import { describeProblem, locateThrow } from '#src/learner/file-problem';

const root = '/home/me/ann-katas';
const problem = (error: Parameters<typeof describeProblem>[0]) =>
  describeProblem(error, 'part2', 'conv2d', root);
const frame = (file: string, line = 25, column = 3) => ({ file, line, column, method: '' });

/** As vitest hands them over: recorded from files broken in these ways. */
const recorded = {
  syntax: {
    name: 'SyntaxError',
    message: `Transform failed with 1 error:

\u001b[31m[PARSE_ERROR] \u001b[0mUnexpected token
    ╭─[ katas/part2/conv2d.ts:49:11 ]
    │
 49 │ const x = ;
    │           ┬
    │           ╰──
────╯`,
  },
  missing: {
    name: 'Error',
    message: `Cannot find module '#kata/part2/conv2d' imported from ${root}/katas/part2/conv2d.test.ts`,
  },
  import: {
    name: 'Error',
    message: `Cannot find package 'matjs' imported from ${root}/katas/part2/conv2d.ts`,
  },
};

describe('a file that cannot be judged', () => {
  test('because of its syntax is told with file, line and column, and a drawing', () => {
    const { message, excerpt } = problem(recorded.syntax);
    expect(message).toBe('katas/part2/conv2d.ts:49:11 does not parse: Unexpected token');
    expect(excerpt?.join('\n')).toContain('49 │ const x = ;');
    expect(excerpt?.join('\n')).not.toMatch(/Transform|─\[/);
    expect(excerpt?.join('')).not.toContain('\u001b');
  });

  test('because it is missing is told with the command that brings it back', () => {
    expect(problem(recorded.missing)).toEqual({
      message:
        'katas/part2/conv2d.ts is missing. `npx kata reset katas/part2/conv2d.ts` brings the stub back.',
    });
  });

  test('because it imports what is not there is told with the name', () => {
    expect(problem(recorded.import).message).toBe(
      'katas/part2/conv2d.ts imports "matjs", which is not there. Check the spelling; what the kata needs is imported in its stub already.',
    );
  });

  test('because it throws while it loads is told with what and where', () => {
    const stacks = [
      frame(`${root}/node_modules/mathjs/x.js`),
      frame(`${root}/katas/part2/conv2d.ts`),
    ];
    expect(problem({ name: 'RangeError', message: 'no size', stacks }).message).toBe(
      'katas/part2/conv2d.ts does not load: RangeError: no size\nat katas/part2/conv2d.ts:25:3',
    );
  });

  test('for a reason that nobody foresaw is told as far as it is known', () => {
    expect(problem({ message: 'something else' })).toEqual({
      message: 'katas/part2/conv2d.ts does not load: Error: something else',
    });
    expect(problem({ message: 'Transform failed' }).message).toBe(
      'katas/part2/conv2d.ts does not parse: a syntax error',
    );
  });
});

describe('the place of an exception', () => {
  test('is the first frame in a room, relative to the repository', () => {
    const stacks = [
      frame(`${root}/src/laws/subject.ts`),
      frame(`${root}/katas/part2/conv2d.ts`, 7, 9),
      frame(`${root}/katas/part2/conv2d.test.ts`),
    ];
    expect(locateThrow(stacks, root)).toBe('katas/part2/conv2d.ts:7:9');
  });

  test('is not known when no frame lies in one', () => {
    expect(locateThrow([frame(`${root}/src/laws/subject.ts`)], root)).toBeUndefined();
    expect(locateThrow([], root)).toBeUndefined();
  });
});
