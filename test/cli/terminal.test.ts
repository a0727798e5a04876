import { describe, expect, test } from 'vitest';
import { describeTerminal } from '#src/cli/terminal';
import { plainStyle } from '#src/laws/text/style';

const stream = (isTTY: boolean, columns?: number) => ({ isTTY, columns }) as NodeJS.WriteStream;
const colour = (isTTY: boolean, env: Record<string, string>) =>
  describeTerminal(stream(isTTY, 100), env).canvas.colour;

describe('colour', () => {
  test.each<[string, boolean, Record<string, string>, string]>([
    ['a terminal', true, {}, 'ansi16'],
    ['a terminal of 256 colours', true, { TERM: 'xterm-256color' }, 'ansi256'],
    ['a terminal of all colours', true, { COLORTERM: 'truecolor' }, 'truecolor'],
    ['a pipe', false, { TERM: 'xterm-256color' }, 'none'],
    ['a dumb terminal', true, { TERM: 'dumb' }, 'none'],
    ['NO_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '3' }, 'none'],
    ['an empty NO_COLOR, which counts as none', true, { NO_COLOR: '' }, 'ansi16'],
    ['FORCE_COLOR=1 on a pipe', false, { FORCE_COLOR: '1' }, 'ansi16'],
    ['FORCE_COLOR=2 on a pipe', false, { FORCE_COLOR: '2' }, 'ansi256'],
    ['FORCE_COLOR=3 on a pipe', false, { FORCE_COLOR: '3' }, 'truecolor'],
    ['FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, 'none'],
  ])('of %s', (_, isTTY, env, wanted) => {
    expect(colour(isTTY, env)).toBe(wanted);
  });

  test('none leaves texts as they are', () => {
    expect(describeTerminal(stream(false), {}).style).toBe(plainStyle);
  });
});

describe('the width', () => {
  test.each<[string, number | undefined, boolean, Record<string, string>, number]>([
    ['is the terminal’s', 120, true, { COLUMNS: '90' }, 120],
    ['of a pipe is COLUMNS', undefined, false, { COLUMNS: '90' }, 90],
    ['is 80 where nobody knows', undefined, false, {}, 80],
    ['is 80 where COLUMNS is no number', undefined, false, { COLUMNS: 'wide' }, 80],
    ['is never below 40', 12, true, {}, 40],
  ])('%s', (_, columns, isTTY, env, wanted) => {
    expect(describeTerminal(stream(isTTY, columns), env).width).toBe(wanted);
  });
});

test('a picture is redrawn on a terminal only, and not where CI reads', () => {
  expect(describeTerminal(stream(true), {}).isLive).toBe(true);
  expect(describeTerminal(stream(false), {}).isLive).toBe(false);
  expect(describeTerminal(stream(true), { TERM: 'dumb' }).isLive).toBe(false);
  expect(describeTerminal(stream(true), { CI: 'true' }).isLive).toBe(false);
});

test('block characters are drawn unless the locale is known to lack them', () => {
  const glyphs = (env: Record<string, string>) => describeTerminal(stream(true), env).canvas.glyphs;
  expect(glyphs({ LANG: 'de_CH.UTF-8' })).toBe('unicode');
  expect(glyphs({ LANG: 'en_US.utf8' })).toBe('unicode');
  expect(glyphs({})).toBe('unicode');
  expect(glyphs({ LANG: 'C' })).toBe('ascii');
  expect(glyphs({ LC_ALL: 'C', LANG: 'en_US.UTF-8' })).toBe('ascii');
});
