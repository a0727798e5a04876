import * as Plot from '@observablehq/plot';
import { axisPlace, axisTitle } from '../axis.ts';
import type { Series } from '../curves.ts';
import { divergedAt, onColumns, smooth, xOf } from '../curves.ts';
import { pushApart, seriesNote } from '../legend.ts';
import type { LineChart } from '../line-chart.ts';
import { tickLabels } from '../number-format.ts';
import { hex, seriesColour } from '../palette.ts';
import { linearTicks } from '../ticks.ts';
import { leaveAtEdge, yPlace, yScale } from '../y-scale.ts';
import type { SvgElement } from './document.ts';
import { element, standalone, svgDocument, textElement, textWidth } from './document.ts';

const [width, height] = [760, 420];
const [marginTop, marginBottom, marginLeft] = [58, 48, 58];
const mostPoints = 600; // about a pixel each

/** One curve, both coordinates as fractions of the axes; NaN in `y` is a gap. */
interface Curve {
  x: number[];
  y: number[];
  colour: string;
  dash: string | undefined;
}

/** The line chart as SVG, 760 × 420 pixels; each curve is named at its end. */
export function lineChartSvg(chart: LineChart): string {
  const notes = chart.series.map((series) => seriesNote(series, chart.x, chart.y));
  const names = chart.series.map(({ name }) => textWidth(name, 12, 'bold'));
  const widest = Math.max(0, ...names, ...notes.map((note) => textWidth(note, 11)));
  const marginRight = Math.min(260, 28 + widest);
  const low = Math.min(chart.x.from, chart.x.to);
  const xTicks = linearTicks(low, Math.max(chart.x.from, chart.x.to), 8);
  const xLabels = tickLabels(xTicks);

  const points = chart.series.map((series) => pointsOf(series, chart));
  const diverged = chart.series.map((series) => divergedAt(series, chart.x) !== undefined);
  const scale = yScale(
    chart.y,
    points.map(({ values }, i) => ({ values, diverged: diverged[i] })),
    6,
  );
  const curves = points.map(({ x, values }, i) => ({
    x,
    y: leaveAtEdge(values.map((value) => yPlace(scale, value))),
    colour: hex(seriesColour(i)),
    dash: [undefined, '6 3', '2 3'][Math.floor(i / 7) % 3], // colours repeat after the seventh
  }));

  const yTicks = scale.ticks.map((tick) => yPlace(scale, tick));
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
        fontSize: 12,
        tickFormat: (_: number, i: number) => scale.labels[i],
      }),
      Plot.axisX(
        xTicks.map((tick) => axisPlace(chart.x, tick)),
        {
          label: axisTitle(chart.x),
          labelAnchor: 'center',
          labelArrow: 'none',
          labelOffset: 36,
          fontSize: 12,
          tickFormat: (_: number, i: number) => xLabels[i],
        },
      ),
      Plot.ruleY([0], { stroke: '#888888' }),
      ...curves.flatMap(curveMarks),
    ],
  }) as unknown as SvgElement;

  const smoothing = chart.smoothing ?? 1;
  const yTitle = [
    axisTitle(chart.y),
    ...(scale.log ? ['log scale'] : []),
    ...(smoothing > 1 ? [`mean of ${smoothing} values`] : []),
  ].join(' · ');
  svg.append(textElement(yTitle, { x: 12, y: 44 }), ...endNames(chart, curves, notes, marginRight));
  return standalone(svg, chart.title);
}

function pointsOf(series: Series, chart: LineChart): { x: number[]; values: number[] } {
  const values = smooth(series.values, chart.smoothing ?? 1);
  if (values.length <= mostPoints) {
    return { x: values.map((_, i) => axisPlace(chart.x, xOf(series, chart.x, i))), values };
  }
  const columns = onColumns(series, values, chart.x, mostPoints);
  return { x: columns.map((_, i) => i / (mostPoints - 1)), values: columns };
}

function curveMarks({ x, y, colour, dash }: Curve) {
  const gap = (i: number) => y[i] === undefined || Number.isNaN(y[i]);
  const alone = y.map((_, i) => i).filter((i) => !gap(i) && gap(i - 1) && gap(i + 1));
  return [
    Plot.lineY(y, {
      x,
      y,
      stroke: colour,
      strokeWidth: 2,
      ...(dash === undefined ? {} : { strokeDasharray: dash }),
    }),
    // a single value has no line
    Plot.dot(alone, { x: alone.map((i) => x[i]), y: alone.map((i) => y[i]), fill: colour, r: 3 }),
  ];
}

/** The names beside the ends of their curves, a thin line to each, notes below them. */
function endNames(
  chart: LineChart,
  curves: readonly Curve[],
  notes: readonly string[],
  marginRight: number,
): SvgElement[] {
  const right = width - marginRight;
  const bottom = height - marginBottom;
  const across = (place: number) => marginLeft + place * (right - marginLeft);
  const down = (place: number) => bottom - place * (bottom - marginTop);
  const ends = curves.map(({ y }) => y.findLastIndex((place) => !Number.isNaN(place)));
  const wanted = curves.map(({ y }, i) => (ends[i] < 0 ? bottom : down(y[ends[i]])));
  const wide = notes.some((note) => note !== '') ? 28 : 15;
  // Many names are closer together than is good to read, and none leaves the picture.
  const gap = Math.min(wide, (bottom - marginTop) / Math.max(1, curves.length - 1));
  const places = pushApart(wanted, gap, marginTop, bottom);
  return chart.series.flatMap((series, i) => {
    const name = { x: right + 24, 'font-size': 12, fill: curves[i].colour, 'font-weight': 'bold' };
    const made = [textElement(series.name, { ...name, y: places[i] + 4 })];
    if (notes[i] !== '') {
      made.push(textElement(notes[i], { x: right + 24, y: places[i] + 17, 'font-size': 11 }));
    }
    if (ends[i] >= 0) {
      const start = across(curves[i].x[ends[i]]);
      const d = `M${start + 3},${wanted[i]}L${right + 6},${wanted[i]}L${right + 20},${places[i]}`;
      const line = { d, fill: 'none', stroke: curves[i].colour, 'stroke-width': 0.75 };
      made.push(element('path', { ...line, 'stroke-dasharray': '2 2' }));
    }
    return made;
  });
}
