import type { Explanation } from '../law-result.ts';
import type { Snapshot } from '../snapshot.ts';
import { beside } from './beside.ts';
import { number, numberBlock } from './number-block.ts';
import type { Style } from './style.ts';
import { wrap } from '../../common/wrap.ts';

/** The body of a failing law's explanation: the case, what came, what was wanted, why, where to look. */
export function explain(explanation: Explanation, width: number, style: Style): string[] {
  const { given, wanted, got, difference, message, suspect, why, look } = explanation;
  const digits = difference ? telling(wanted, got, difference.path) : 4;
  const inner = width - 5;
  const lines: string[] = [];
  const blocks = Object.entries(given).flatMap(([name, value]) =>
    numberBlock(name, value, digits, undefined, inner),
  );
  if (blocks.length > 0) {
    lines.push(
      style.dim(explanation.isUnshrunk ? '   a case' : '   smallest case'),
      ...indent(beside(blocks, inner)),
      '',
    );
  }
  if (difference && wanted !== undefined && got !== undefined) {
    const { path } = difference;
    const pair = [
      ...numberBlock('wanted', onlyField(wanted, path), digits, path, inner),
      ...numberBlock('got', onlyField(got, path), digits, path, inner),
    ];
    const isScalar = pair.every(({ caption }) => caption === 'wanted' || caption === 'got');
    if (!isScalar) lines.push(...indent(beside(pair, inner)));
  }
  const problem = difference?.message ?? message;
  if (problem !== undefined) {
    lines.push(...wrap(problem, width - 3).map((line) => `   ${style.bad(line)}`));
  }
  if (explanation.place !== undefined) lines.push(`   at ${style.strong(explanation.place)}`);
  if (suspect !== undefined) lines.push('', ...paragraph('', suspect, width, style));
  if (explanation.isCrash) return lines;
  lines.push('', ...paragraph('Why it must hold: ', why, width, style));
  lines.push(...paragraph('Look again at ', look, width, style));
  return lines;
}

function paragraph(heading: string, text: string, width: number, style: Style): string[] {
  const [first, ...rest] = wrap(heading + text, width - 3);
  const opening = `   ${style.strong(first.slice(0, heading.length))}${first.slice(heading.length)}`;
  return [opening, ...rest.map((line) => `   ${line}`)];
}

/** Of a record, the field in which the difference lies: the others would only be in the way. */
function onlyField(value: Snapshot, [key]: readonly (number | string)[]): Snapshot {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord && typeof key === 'string' && key in value ? { [key]: value[key] } : value;
}

const indent = (lines: string[]) => lines.map((line) => (line === '' ? '' : `     ${line}`));

/** As few digits as show the difference: 0.1235 against 0.1235 would help nobody. */
function telling(
  wanted: Snapshot | undefined,
  got: Snapshot | undefined,
  path: (number | string)[],
) {
  const a = at(wanted, path);
  const b = at(got, path);
  if (typeof a !== 'number' || typeof b !== 'number') return 4;
  return [4, 6, 9, 12].find((digits) => number(a, digits) !== number(b, digits)) ?? 17;
}

function at(value: unknown, path: (number | string)[]): unknown {
  return path.reduce<unknown>(
    (nested, key) => (nested as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}
