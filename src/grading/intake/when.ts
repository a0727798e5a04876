/**
 * Reads a time as course platforms write it: `2026-04-06T23:55`, `2026-04-06 23:55:00 +0300`,
 * `2026-04-06T20:55:00.123Z`. Without a zone it is in the zone of the machine that reads it.
 *
 * A submission's time comes from the instructor's `submissions.csv` or roster (column `submitted_at`), or
 * from Gradescope. It never comes from the clock, which says when somebody graded, nor from the times of
 * files, which whoever packs an archive can choose and whoever unpacks one changes by accident.
 *
 * @returns ISO 8601 in UTC; undefined when the text is no such time, or a day that no calendar has.
 */
export function readTime(text: string): string | undefined {
  const form =
    /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
  const match = form.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = ''] = match;
  const asWritten = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // In UTC first: it shows whether the calendar has this day and the clock this hour.
  const check = new Date(`${asWritten}Z`);
  if (Number.isNaN(check.getTime()) || !check.toISOString().startsWith(asWritten)) return undefined;
  const time = new Date(`${asWritten}${fraction.slice(0, 4)}${zoneAsIso(zone)}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function zoneAsIso(zone: string): string {
  if (/^(Z|UTC|GMT)$/i.test(zone)) return 'Z';
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return hours === undefined ? '' : `${hours}:${minutes}`;
}
