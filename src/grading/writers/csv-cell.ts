import { visibleLine } from './visible-text.ts';

/**
 * Text for one cell of a table that a spreadsheet may open: one line, and no part of it is taken as
 * a formula, not even where the program cuts cells at semicolons.
 *
 * @param most - characters after which it is cut; 200 by default.
 */
export function csvCell(text: string, most = 200): string {
  return visibleLine(text, most).replace(/(^|[;,|]\s*)(?=[=+\-@＝＋－＠])/g, "$1'");
}
