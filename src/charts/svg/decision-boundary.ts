import * as Plot from '@observablehq/plot';
import { axisPlace, axisTitle } from '../axis.ts';
import type { Axis } from '../axis.ts';
import type { DecisionBoundary, LabelledPoint } from '../decision-boundary.ts';
import { boundaryCounts, isMisclassified } from '../decision-boundary.ts';
import { levelLine } from '../level-line.ts';
import { tickLabels } from '../number-format.ts';
import { paletteColour } from '../palette.ts';
import { linearTicks } from '../ticks.ts';
import type { SvgElement } from './document.ts';
import { element, standalone, svgDocument, textElement } from './document.ts';
import { pngAddress } from './png.ts';

const size = 400;
const [marginTop, marginRight, marginBottom, marginLeft] = [58, 200, 48, 58];
const ink = '#111111';

/**
 * Regions, the line where the output is ½, and the points, as SVG: circles are class 0, filled
 * squares class 1, and misclassified points have a cross over them.
 */
export function decisionBoundarySvg(boundary: DecisionBoundary): string {
  const { outputs } = boundary;
  const rows = outputs.length;
  const columns = outputs[0]?.length ?? 0;
  const inside = boundary.points
    .map((point) => ({
      x: axisPlace(boundary.x, point.x),
      y: axisPlace(boundary.y, point.y),
      label: point.label,
      wrong: isMisclassified(boundary, point),
    }))
    .filter(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1);
  const [xTicks, yTicks] = [ticksOf(boundary.x), ticksOf(boundary.y)];
  const svg = Plot.plot({
    document: svgDocument,
    width: marginLeft + size + marginRight,
    height: marginTop + size + marginBottom,
    marginTop,
    marginRight,
    marginBottom,
    marginLeft,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      ...(rows * columns === 0 ? [] : regions(boundary, rows, columns)),
      Plot.frame({ stroke: '#555555' }),
      Plot.axisX(xTicks.places, {
        label: axisTitle(boundary.x),
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 36,
        fontSize: 12,
        tickFormat: (_: number, i: number) => xTicks.labels[i],
      }),
      Plot.axisY(yTicks.places, {
        label: null,
        fontSize: 12,
        tickFormat: (_: number, i: number) => yTicks.labels[i],
      }),
      ...pointMarks(inside),
    ],
  }) as unknown as SvgElement;
  svg.append(textElement(axisTitle(boundary.y), { x: 12, y: 46 }), ...legend(boundary));
  return standalone(svg, boundary.title);
}

function ticksOf(axis: Axis): { places: number[]; labels: string[] } {
  const ticks = linearTicks(Math.min(axis.from, axis.to), Math.max(axis.from, axis.to), 6);
  return { places: ticks.map((tick) => axisPlace(axis, tick)), labels: tickLabels(ticks) };
}

/** The outputs as colours, pale so that points stand out, and the line between the classes. */
function regions({ outputs }: DecisionBoundary, rows: number, columns: number) {
  const src = pngAddress(columns, rows, (x, y) => {
    const output = outputs[rows - 1 - y][x]; // images start at the top
    return Number.isFinite(output) ? paletteColour('diverging', 0.2 + 0.6 * output) : [255, 0, 255];
  });
  return [
    Plot.image([0], {
      frameAnchor: 'middle',
      src: () => src,
      width: size,
      height: size,
      preserveAspectRatio: 'none',
    }),
    Plot.link(levelLine(outputs, 0.5), {
      x1: 'x1',
      y1: 'y1',
      x2: 'x2',
      y2: 'y2',
      stroke: ink,
      strokeWidth: 1.5,
    }),
  ];
}

type Placed = LabelledPoint & { wrong: boolean };

function pointMarks(points: readonly Placed[]) {
  const of = (label: 0 | 1) => points.filter((point) => point.label === label);
  const wrong = points.filter((point) => point.wrong);
  const at = { x: 'x', y: 'y' };
  return [
    Plot.dot(of(0), { ...at, r: 3.2, fill: '#ffffff', stroke: ink, strokeWidth: 1.2 }),
    Plot.dot(of(1), {
      ...at,
      r: 3,
      symbol: 'square',
      fill: ink,
      stroke: '#ffffff',
      strokeWidth: 0.6,
    }),
    Plot.dot(wrong, { ...at, r: 6, symbol: 'times', stroke: '#ffffff', strokeWidth: 4 }),
    Plot.dot(wrong, { ...at, r: 6, symbol: 'times', stroke: '#c1007a', strokeWidth: 2 }),
  ];
}

function legend(boundary: DecisionBoundary): SvgElement[] {
  const x = marginLeft + size + 24;
  const y = (line: number) => marginTop + 10 + 22 * line;
  const texts = [...boundaryCounts(boundary), 'output ½'];
  const signs = [
    element('circle', { cx: x, cy: y(0), r: 4, fill: '#ffffff', stroke: ink }),
    element('rect', { x: x - 4, y: y(1) - 4, width: 8, height: 8, fill: ink }),
    element('path', {
      d: `M${x - 4},${y(2) - 4}l8,8m0,-8l-8,8`,
      stroke: '#c1007a',
      'stroke-width': 2,
    }),
    element('path', { d: `M${x - 7},${y(3)}h14`, stroke: ink, 'stroke-width': 1.5 }),
  ];
  const names = boundary.classNames ?? ['class 0', 'class 1'];
  const areas = names.flatMap((name, i) => [
    element('rect', {
      x: x - 7,
      y: y(4 + i) - 6,
      width: 14,
      height: 12,
      fill: `rgb(${paletteColour('diverging', 0.2 + 0.6 * i).join(', ')})`,
    }),
    textElement(`the network says ${name}`, { x: x + 14, y: y(4 + i) + 4 }),
  ]);
  return [
    ...signs,
    ...texts.map((text, i) => textElement(text, { x: x + 14, y: y(i) + 4 })),
    ...areas,
  ];
}
