/** A backend could not allocate. `failures.ts` makes a message for people of it. */
export class OutOfMemory extends Error {
  override name = 'OutOfMemory';
}

/** The GPU went away: unplugged, reset by its driver, or destroyed. */
export class DeviceLost extends Error {
  override name = 'DeviceLost';
}
