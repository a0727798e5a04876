// The laws of search.ts, task 8.6.
import './search-table.laws.ts';
import './search-running.laws.ts';
