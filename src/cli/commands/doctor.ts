import type { Command } from 'commander';

export function addDoctor(_: Command): void {}
