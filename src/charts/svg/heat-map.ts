import * as Plot from '@observablehq/plot';
import type { HeatMap } from '../heat-map.ts';
import { heatLabel, heatRange } from '../heat-map.ts';
import { hex, inkOn, paletteColour } from '../palette.ts';
import { levelOf, toPixels } from '../pixels.ts';
import { colourBar } from './colour-bar.ts';
import type { SvgElement } from './document.ts';
import { bands, places } from './bands.ts';
import { standalone, svgDocument, textElement, textWidth } from './document.ts';

/** The matrix as SVG, at most about 760 pixels wide, with a bar of its colours below. */
export function heatMapSvg(map: HeatMap): string {
  const { width: columns, height: rows } = toPixels(map.values);
  const names = map.rows ?? [];
  const heads = map.columns ?? [];
  const range = heatRange(map);
  const palette = map.palette ?? 'sequential';
  const cells = map.values.flatMap((row, r) =>
    row.map((value, c) => ({
      r,
      c,
      value,
      label: heatLabel(map, value),
      level: levelOf(value, range),
    })),
  );

  const longest = Math.max(0, ...names.map((name) => textWidth(name)));
  const marginLeft = 20 + longest + (map.rowTitle === undefined ? 0 : 20);
  const digits = Math.max(0, ...cells.map(({ label }) => textWidth(label, 11)));
  const cellWidth = Math.max(
    6,
    Math.min(Math.max(32, digits + 10), Math.floor((744 - marginLeft) / Math.max(1, columns))),
  );
  const cellHeight = Math.max(10, Math.min(28, cellWidth));
  const numbers = map.numbers ?? digits + 4 <= cellWidth;
  const widestHead = Math.max(0, ...heads.map((head) => textWidth(head)));
  const upright = widestHead > cellWidth;
  const marginTop =
    34 +
    (map.columnTitle === undefined ? 0 : 20) +
    (heads.length === 0 ? 0 : upright ? widestHead + 4 : 18);
  const inner = { width: columns * cellWidth, height: rows * cellHeight };

  const colours = cells.map(({ level }) =>
    Number.isNaN(level) ? ([255, 255, 255] as const) : paletteColour(palette, level),
  );
  const place = { x: cells.map(({ c }) => c), y: cells.map(({ r }) => r) };
  const axis = { label: null, tickSize: 0, fontSize: 12 };
  const svg = Plot.plot({
    document: svgDocument,
    width: Math.max(marginLeft + inner.width + 16, 330, 32 + textWidth(map.title ?? '', 15)),
    height: marginTop + inner.height + 40,
    margin: 0,
    x: bands(columns, marginLeft, inner.width),
    y: bands(rows, marginTop, inner.height),
    marks: [
      Plot.cell(cells, { ...place, fill: colours.map(hex), stroke: '#ffffff', strokeWidth: 0.5 }),
      Plot.text(cells, {
        ...place,
        text: cells.map(({ label, level }) => (numbers || Number.isNaN(level) ? label : '')),
        fontSize: 11,
        fill: colours.map((colour) => hex(inkOn(colour))),
      }),
      Plot.axisY(places(rows), {
        ...axis,
        anchor: 'left',
        dx: marginLeft - 2,
        tickFormat: (r: number) => names[r] ?? '',
      }),
      Plot.axisX(places(columns), {
        ...axis,
        anchor: 'top',
        dy: marginTop - 2,
        tickRotate: upright ? -90 : 0,
        tickFormat: (c: number) => heads[c] ?? '',
      }),
    ],
  }) as unknown as SvgElement;

  if (map.columnTitle !== undefined) {
    svg.append(
      textElement(map.columnTitle, {
        x: marginLeft + inner.width / 2,
        y: 46,
        'text-anchor': 'middle',
        'font-style': 'italic',
      }),
    );
  }
  if (map.rowTitle !== undefined) {
    const middle = marginTop + inner.height / 2;
    svg.append(
      textElement(map.rowTitle, {
        x: 18,
        y: middle,
        'text-anchor': 'middle',
        transform: `rotate(-90 18 ${middle})`,
        'font-style': 'italic',
      }),
    );
  }
  const ends = [heatLabel(map, range[0]), heatLabel(map, range[1])] as const;
  svg.append(colourBar(palette, ends, marginLeft, marginTop + inner.height + 14));
  return standalone(svg, map.title);
}
