import * as Plot from '@observablehq/plot';
import { axisTitle } from '../axis.ts';
import { hex, seriesColour } from '../palette.ts';
import { type ScatterChart, scatterScales } from '../scatter-chart.ts';
import { yPlace } from '../y-scale.ts';
import type { SvgElement } from './document.ts';
import { standalone, svgDocument, textElement, textWidth } from './document.ts';

const [width, height] = [760, 420];
const [marginTop, marginRight, marginBottom, marginLeft] = [58, 40, 48, 58];
const radius = 5;
const fontSize = 12;

/** A box that a name takes, or a point. */
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The scatter chart as SVG, 760 × 420 pixels; each point has its name beside it. */
export function scatterChartSvg(chart: ScatterChart): string {
  const scales = scatterScales(chart, [8, 6]);
  const points = chart.points.flatMap(({ name, x, y, group }, i) => {
    const place = { x: yPlace(scales.x, x), y: yPlace(scales.y, y) };
    const colour = hex(seriesColour(group ?? i));
    return Number.isNaN(place.x + place.y) ? [] : [{ name, colour, ...place }];
  });
  const places = ({ ticks }: typeof scales.x, scale: typeof scales.x) =>
    ticks.map((tick) => yPlace(scale, tick));
  const [xTicks, yTicks] = [places(scales.x, scales.x), places(scales.y, scales.y)];
  const svg = Plot.plot({
    document: svgDocument,
    width,
    height,
    marginTop,
    marginRight,
    marginBottom,
    marginLeft,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridY(yTicks, { stroke: '#dddddd', strokeOpacity: 1 }),
      Plot.axisY(yTicks, {
        label: null,
        fontSize,
        tickFormat: (_: number, i: number) => scales.y.labels[i],
      }),
      Plot.axisX(xTicks, {
        label: axisTitle(chart.x) + (scales.x.log ? ' · log scale' : ''),
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 36,
        fontSize,
        tickFormat: (_: number, i: number) => scales.x.labels[i],
      }),
      Plot.ruleY([0], { stroke: '#888888' }),
      Plot.dot(points, {
        x: points.map(({ x }) => x),
        y: points.map(({ y }) => y),
        r: radius,
        fill: points.map(({ colour }) => colour),
      }),
    ],
  }) as unknown as SvgElement;
  svg.append(textElement(axisTitle(chart.y), { x: 12, y: 44 }), ...nameElements(points));
  return standalone(svg, chart.title);
}

/** The names, each on the first side of its point where nothing else is. */
function nameElements(points: readonly { name: string; colour: string; x: number; y: number }[]) {
  const middles = points.map(({ x, y }) => ({
    x: marginLeft + x * (width - marginRight - marginLeft),
    y: height - marginBottom - y * (height - marginBottom - marginTop),
  }));
  const taken: Box[] = middles.map(({ x, y }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })); // prettier-ignore
  return points.map(({ name, colour }, i) => {
    const { x, y } = middles[i];
    const long = textWidth(name, fontSize);
    const sides = [
      { left: x + radius + 5, top: y - 7 },
      { left: x - radius - 5 - long, top: y - 7 },
      { left: x - long / 2, top: y - radius - 17 },
      { left: x - long / 2, top: y + radius + 3 },
    ].map(({ left, top }) => ({ left, right: left + long, top, bottom: top + 14 }));
    const box = sides.find((side) => isInside(side) && !taken.some((other) => overlap(side, other))) ?? sides[0]; // prettier-ignore
    taken.push(box);
    return textElement(name, { x: box.left, y: box.top + 11, 'font-size': fontSize, fill: colour, 'font-weight': 'bold' }); // prettier-ignore
  });
}

const isInside = ({ left, right }: Box) => left >= marginLeft && right <= width;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
