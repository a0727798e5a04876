import { seededRandom } from '#src/common/random';

export interface Split {
  train: number[];
  validation: number[];
}

export function stratifiedSplit(labels: ArrayLike<number>, perClass: number, seed = 0): Split {
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const members = byClass.get(labels[i]) ?? [];
    members.push(i);
    byClass.set(labels[i], members);
  }
  const random = seededRandom(seed);
  const split: Split = { train: [], validation: [] };
  for (const [label, members] of byClass) {
    if (members.length <= perClass) {
      throw new Error(
        `class ${label} has ${members.length} samples: ${perClass} for validation leave none to train on`,
      );
    }
    const order = random.permutation(members.length).map((k) => members[k]);
    split.validation.push(...order.slice(0, perClass));
    split.train.push(...order.slice(perClass));
  }
  return split;
}
