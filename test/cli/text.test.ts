import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LiveRegion } from '#src/cli/live-region';
import { markdownText } from '#src/cli/markdown-text';
import { reportJson } from '#src/cli/report-json';
import { flipped, laws, reportOn } from '../laws/text/reports.ts';

describe('Markdown for a terminal', () => {
  test('paragraphs and list items are wrapped, code is left as it is', () => {
    const markdown =
      'One paragraph\nof two lines.\n\n- a first item that is long\n- a second\n\n```\nfor each  n\n  sum\n```';
    expect(`\n${markdownText(markdown, 16).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      One paragraph of
      two lines.

      - a first item
        that is long
      - a second

        for each  n
          sum
      "
    `);
  });

  test('no line of prose is wider than asked, and no word is lost', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, width) => {
        const lines = markdownText(`- ${list.join(' ')}`, width);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join(' ').split(/\s+/).slice(1)).toEqual(list);
      }),
    );
  });
});

describe('a picture that is redrawn in place', () => {
  /** What a terminal shows after it got `written`: only the codes that are used here. */
  function screen(written: string): string {
    const rows: string[] = [];
    // oxlint-disable-next-line no-control-regex -- escape codes are what it is about
    for (const piece of written.split(/(\r\u001b\[\d+A\u001b\[0J|\n)/)) {
      const [, up] = /\[(\d+)A/.exec(piece) ?? [];
      if (up !== undefined) rows.splice(rows.length - Number(up));
      else if (piece !== '\n' && piece !== '') rows.push(piece);
    }
    return rows.join('\n');
  }

  test('is replaced, stays below what is printed, and goes at the end', () => {
    let written = '';
    const region = new LiveRegion((text) => (written += text), 24);
    region.live('epoch 1\nloss 2');
    region.print('saved');
    region.live('epoch 2');
    expect(screen(written)).toBe('saved\nepoch 2');
    region.print('again');
    expect(screen(written)).toBe('saved\nagain\nepoch 2');
    region.end();
    expect(screen(written)).toBe('saved\nagain');
  });

  test('is not drawn where it cannot be redrawn: no code is written', () => {
    let written = '';
    const region = new LiveRegion((text) => (written += text), 0);
    region.live('epoch 1');
    region.print('saved');
    region.end();
    expect(written).toBe('saved\n');
  });
});

test('JSON of a report holds points, laws and what is next; NaN and ±Infinity as text', () => {
  const odd = { ...flipped, got: [NaN, -Infinity], wanted: [1, Infinity] };
  const report = reportOn({ laws: laws('2.1', ['it runs', 6, 'holds'], ['it is right', 4, odd]) });
  expect(JSON.parse(reportJson([report]))).toMatchObject({
    green: false,
    parts: [
      {
        part: 'part2',
        green: false,
        seed: 1,
        earned: 6,
        total: 10,
        bonus: 0,
        bonusTotal: 4,
        next: '2.1',
        tasks: [
          { id: '2.1', earned: 6, laws: [{}, { explanation: { got: ['NaN', '-Infinity'] } }] },
          { id: '2.2', earned: 0, bonus: true },
        ],
      },
    ],
  });
  const problem = { message: 'katas/part2/conv2d.ts is missing.' };
  expect(JSON.parse(reportJson([reportOn({ laws: [], problem })]))).toMatchObject({
    parts: [{ tasks: [{ problem: problem.message }, {}] }],
  });
});
