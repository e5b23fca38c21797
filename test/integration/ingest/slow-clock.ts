// A clock by which reading takes long: however quick the machine, what is read is committed often.

/** Every look is 0.6 s after the one before, so that every batch is more than a second of work. */
export function lookSlowly(): () => number {
  let looks = 0;
  return () => 600 * looks++;
}
