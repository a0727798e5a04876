/* Run as a process of its own, to be killed: node --import tsx killed-search.ts FOLDER. Prints each report. */
import { searchToys } from './toy-search.ts';

await searchToys(Array(5).fill('learns'), {
  folder: process.argv[2],
  onPrint: (text) => void process.stdout.write(`${text}\n`),
});
