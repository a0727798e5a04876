import type { Canvas } from '../charts/colour.ts';
import { colourStyle, plainStyle, type Style } from '../laws/text/style.ts';

/** What the terminal at hand can show. */
export interface Terminal {
  /** Columns; 80 where it is not known. */
  width: number;
  /** Whether a picture can be redrawn in place. */
  isLive: boolean;
  canvas: Canvas;
  style: Style;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what `stream` can show, heeding NO_COLOR, FORCE_COLOR, COLORTERM, TERM and the locale. */
export function describeTerminal(stream: NodeJS.WriteStream, env: Environment): Terminal {
  const isTerminal = stream.isTTY;
  const width = Math.max(40, isTerminal ? stream.columns || 80 : Number(env.COLUMNS) || 80);
  const colour = colourDepth(isTerminal, env);
  return {
    width,
    isLive: isTerminal && env.TERM !== 'dumb' && env.CI === undefined,
    canvas: { width, colour, glyphs: isUnicode(env) ? 'unicode' : 'ascii' },
    style: colour === 'none' ? plainStyle : colourStyle,
  };
}

function colourDepth(isTerminal: boolean, env: Environment): Canvas['colour'] {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 'none';
  const forced = env.FORCE_COLOR;
  if (forced === '0' || forced === 'false') return 'none';
  if (forced === '3') return 'truecolor';
  if (forced === '2') return 'ansi256';
  if (forced === undefined && (!isTerminal || env.TERM === 'dumb')) return 'none';
  if (/truecolor|24bit/i.test(env.COLORTERM ?? '')) return 'truecolor';
  return /256color/.test(env.TERM ?? '') ? 'ansi256' : 'ansi16';
}

/** A terminal without a UTF-8 locale shows rubbish for block characters; Windows Terminal is fine. */
function isUnicode(env: Environment): boolean {
  if (process.platform === 'win32') return env.WT_SESSION !== undefined;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
}
