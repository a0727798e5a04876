import { fit } from '../../charts/cells.ts';
import type { Canvas } from '../../charts/colour.ts';
import { duration } from '../runs/run-line.ts';
import type { TrialRow } from './search-state.ts';
import { statusOf, trialLines, type TrialTable } from './trial-table.ts';

export interface LiveTrials extends TrialTable {
  /** The numbers of trials in the order in which they were last heard of. */
  heard: readonly number[];
  /** That the search has taken. */
  seconds: number;
  /** The last line; left out where it is empty. */
  footer: string;
  /** Lines that there are at all. */
  rows: number;
}

/** The table of trials, as many as there is room for, and how far the search is. */
export function liveTrials(picture: LiveTrials, canvas: Canvas): string {
  const { trials, epochs, rows, seconds } = picture;
  const line = (text: string) => fit(` ${text}`, canvas.width, canvas);
  const best = picture.best === undefined ? '' : ' · * is the best so far';
  const below = [
    '',
    line(totals(trials, epochs, seconds)),
    line(`${countByStatus(trials)}${best}`),
  ];
  if (picture.footer !== '') below.push(line(picture.footer));
  const room = rows - 1 - below.length; // without the heads
  const shown = chooseTrials(picture, room);
  const table = trialLines(picture, canvas, shown);
  const hidden = trials.filter(({ trial }) => !shown.includes(trial));
  if (hidden.length > 0) table.push(line(`… ${hidden.length} more: ${countByStatus(hidden)}`));
  return [...table, ...below].slice(-rows).join('\n');
}

/**
 * Which trials are shown, where there is no room for all: those that run and the best one, then those that were
 * heard of last, then those that come next.
 *
 * @param room - lines; one of them is left for saying that there are more.
 */
export function chooseTrials(
  { trials, best, heard }: Pick<LiveTrials, 'trials' | 'best' | 'heard'>,
  room: number,
): number[] {
  const all = trials.map(({ trial }) => trial);
  if (all.length <= room) return all;
  const running = trials.filter(({ status }) => status === 'running').map(({ trial }) => trial);
  const wanted = [...running, ...(best === undefined ? [] : [best]), ...heard.toReversed(), ...all];
  return [...new Set(wanted)].slice(0, Math.max(0, room - 1)).sort((a, b) => a - b);
}

/** `57 of 250 epochs · 24 saved by stopping · 12:34` */
export function totals(trials: readonly TrialRow[], epochs: number, seconds: number): string {
  const trained = trials.reduce((sum, row) => sum + row.epochs.length, 0);
  const saved = trials
    .filter(({ status }) => status === 'stopped')
    .reduce((sum, row) => sum + epochs - row.epochs.length, 0);
  return `${trained} of ${trials.length * epochs} epochs · ${saved} saved by stopping · ${duration(seconds)}`;
}

/** `2 running, 9 waiting, 14 stopped` */
export function countByStatus(trials: readonly TrialRow[]): string {
  const counts = new Map<string, number>();
  for (const row of trials) {
    const status = row.status === 'running' ? 'running' : statusOf(row);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const order = ['running', 'waiting', 'stopped', 'finished', 'diverged', 'failed'];
  const named = [...counts].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return named.map(([status, count]) => `${count} ${status}`).join(', ');
}
