// oxlint-disable no-control-regex -- a colour code starts with a control character
const ansi = /\x1b\[[0-9;]*m/g;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const zeroWidth = /^[\p{M}\p{Cf}\p{Cc}]$/u;

/** The text without the codes that paint it. */
export function stripAnsi(text: string): string {
  return text.replace(ansi, '');
}

function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (zeroWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Terminal columns that the text takes: colour codes and combining marks take none, 漢 takes two. */
export function visibleWidth(text: string): number {
  let width = 0;
  for (const character of stripAnsi(text)) width += characterWidth(character);
  return width;
}

function cut(text: string, width: number): string {
  let kept = '';
  let used = 0;
  for (const piece of text.split(/(\x1b\[[0-9;]*m)/)) {
    if (piece.startsWith('\x1b[')) {
      kept += piece; // keep every code, so that what was switched on is switched off
      continue;
    }
    for (const character of piece) {
      used += characterWidth(character);
      if (used <= width) kept += character;
    }
  }
  return kept;
}

/**
 * The text, cut to at most `width` columns; colour codes survive.
 *
 * @param ellipsis - ends a text that was cut; left out where there is no room for it.
 */
export function truncate(text: string, width: number, ellipsis = '…'): string {
  if (visibleWidth(text) <= width) return text;
  const room = width - visibleWidth(ellipsis);
  return room < 1 ? cut(text, Math.max(0, width)) : cut(text, room) + ellipsis;
}

/** The text with spaces after it, at least `width` columns; never cut. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - visibleWidth(text)));
}

/** The text with spaces before it, at least `width` columns; never cut. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - visibleWidth(text))) + text;
}

/** The text in the middle of `width` columns (an odd space goes to the right); never cut. */
export function centre(text: string, width: number): string {
  const room = Math.max(0, width - visibleWidth(text));
  return ' '.repeat(Math.floor(room / 2)) + text + ' '.repeat(Math.ceil(room / 2));
}

/** Words joined by `separator` into as few lines of at most `width` columns as they fill in order. */
export function wrap(words: readonly string[], width: number, separator = '  '): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : lines[lines.length - 1] + separator + word;
    if (lines.length > 0 && visibleWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
