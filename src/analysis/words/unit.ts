// What a number counts, in words.

/** What stands behind a number: "1 day", "2 days"; empty where the number stands alone. */
export interface Unit {
  readonly one: string;
  readonly many: string;
}
