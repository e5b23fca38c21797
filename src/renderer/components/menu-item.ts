// What a menu offers.

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  readonly isDisabled?: boolean;
  /** Shown as chosen, one of a group. */
  readonly isChosen?: boolean;
  /** The shortcut, written out. */
  readonly keys?: string | undefined;
  /** A second, quieter line. */
  readonly detail?: string | undefined;
}
/** Groups are set apart by a line. */
export type MenuGroups = readonly (readonly MenuItem[])[];
