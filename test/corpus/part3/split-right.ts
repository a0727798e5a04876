import { seededRandom } from '../../../src/common/random.ts';
import { named as right } from './splits.ts';

function refuse(label: number, count: number, perClass: number): never {
  throw new RangeError(
    `class ${label}: only ${count} samples, but ${perClass} of each class are to be set apart`,
  );
}

/** A generator of one's own: mulberry32. */
function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const rightSplits = [
  right('all are shuffled first; a counter for each class', (labels, perClass, seed = 0) => {
    const counts = new Map<number, number>();
    for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
    for (const [label, count] of counts) if (count <= perClass) refuse(label, count, perClass);
    const taken = new Map<number, number>();
    const made = { train: [] as number[], validation: [] as number[] };
    for (const i of seededRandom(seed).permutation(labels.length)) {
      const so = taken.get(labels[i]) ?? 0;
      taken.set(labels[i], so + 1);
      made[so < perClass ? 'validation' : 'train'].push(i);
    }
    return made;
  }),
  right('a set of what is set apart; the rest in order', (labels, perClass, seed = 0) => {
    const random = seededRandom(seed);
    const apart = new Set<number>();
    for (const label of new Set(Array.from(labels))) {
      const members = Array.from(labels).flatMap((other, i) => (other === label ? [i] : []));
      if (members.length <= perClass) refuse(label, members.length, perClass);
      const size = apart.size + perClass;
      while (apart.size < size) apart.add(members[random.integer(members.length)]);
    }
    const all = [...Array(labels.length).keys()];
    return { train: all.filter((i) => !apart.has(i)), validation: [...apart] };
  }),
  right('sorted by random keys', (labels, perClass, seed = 0) => {
    const random = mulberry(seed);
    const keyed = Array.from(labels, (label, i) => ({ i, label, key: random() }));
    keyed.sort((a, b) => a.label - b.label || a.key - b.key);
    const made = { train: [] as number[], validation: [] as number[] };
    let from = 0;
    while (from < keyed.length) {
      let to = from;
      while (to < keyed.length && keyed[to].label === keyed[from].label) to++;
      if (to - from <= perClass) refuse(keyed[from].label, to - from, perClass);
      made.validation.push(...keyed.slice(from, from + perClass).map(({ i }) => i));
      made.train.push(...keyed.slice(from + perClass, to).map(({ i }) => i));
      from = to;
    }
    return made;
  }),
  right('reservoirs, in one pass', (labels, perClass, seed = 0) => {
    const random = mulberry(seed);
    const classes: { seen: number; kept: number[] }[] = [];
    const train: number[] = [];
    for (let i = 0; i < labels.length; i++) {
      const reservoir = (classes[labels[i]] ??= { seen: 0, kept: [] });
      reservoir.seen++;
      if (reservoir.kept.length < perClass) {
        reservoir.kept.push(i);
        continue;
      }
      const place = Math.floor(random() * reservoir.seen);
      train.push(place < perClass ? reservoir.kept[place] : i);
      if (place < perClass) reservoir.kept[place] = i;
    }
    classes.forEach(({ seen }, label) => {
      if (seen <= perClass) refuse(label, seen, perClass);
    });
    return { train, validation: classes.flatMap(({ kept }) => kept) };
  }),
  right(
    'training samples are drawn out of a pool until perClass are left',
    (labels, perClass, seed = 0) => {
      const random = seededRandom(~seed);
      const pools: Record<string, number[]> = {};
      Array.from(labels).forEach((label, i) => (pools[label] ??= []).push(i));
      const train: number[] = [];
      for (const [label, pool] of Object.entries(pools)) {
        if (pool.length <= perClass) refuse(Number(label), pool.length, perClass);
        while (pool.length > perClass) train.push(...pool.splice(random.integer(pool.length), 1));
      }
      return { train, validation: Object.values(pools).flat() };
    },
  ),
  right(
    'a partial Fisher–Yates shuffle in a typed array for each class',
    (labels, perClass, seed = 0) => {
      const { uniform } = seededRandom(seed);
      const highest = Math.max(...Array.from(labels));
      const made = { train: [] as number[], validation: [] as number[] };
      for (let label = 0; label <= highest; label++) {
        const members = Uint32Array.from(
          [...Array(labels.length).keys()].filter((i) => labels[i] === label),
        );
        if (members.length === 0) continue;
        if (members.length <= perClass) refuse(label, members.length, perClass);
        for (let k = 0; k < perClass; k++) {
          const other = k + Math.floor(uniform() * (members.length - k));
          [members[k], members[other]] = [members[other], members[k]];
        }
        made.validation.push(...members.subarray(0, perClass));
        made.train.push(...members.subarray(perClass));
      }
      return made;
    },
  ),
];
