/** Controls but line feed and tab, what turns or hides text, lone surrogates, what XML 1.0 forbids. */
const hidden =
  // oxlint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}]/gu;

/**
 * Someone else's text, fit to be shown: what a terminal would obey, what turns or hides other text,
 * and what no XML can hold is spelled out (`‹U+202E›`). Lines and tabs stay.
 *
 * @param most - characters after which it is cut, with `…`; 2000 by default.
 */
export function visible(text: string, most = 2000): string {
  const short =
    text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return short.replaceAll('\r\n', '\n').replace(hidden, spelledOut);
}

/** The same on one line, without space at its ends; cut after 200 characters by default. */
export function visibleLine(text: string, most = 200): string {
  return visible(text, most).replace(/\s+/g, ' ').trim();
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}
