// What every role means, for someone who knows their data and not our words.
import type { MappingRole } from '#shared/recipe/mapping';

export interface RoleWords {
  readonly label: string;
  /** What the column has to say. */
  readonly meaning: string;
  /** Shown while a needed role is open. */
  readonly open?: string;
  readonly isNeeded: boolean;
}

export const roleWords: Record<MappingRole, RoleWords> = {
  person: {
    label: 'Person',
    meaning: 'Who it was: an id of a user, customer, household or device.',
    open: 'Choose the column that says who it was.',
    isNeeded: true,
  },
  time: {
    label: 'Time',
    meaning: 'When it happened.',
    open: 'Choose the column that says when it happened.',
    isNeeded: true,
  },
  click: {
    label: 'Click',
    meaning:
      '1 where the row is a click or another wanted act. Empty means not observed, never no.',
    isNeeded: false,
  },
  session: {
    label: 'Session',
    meaning: 'An id of the visit. Without one, sessions are found by pauses.',
    isNeeded: false,
  },
  order: {
    label: 'Order',
    meaning: 'Rows with the same order belong to one purchase.',
    isNeeded: false,
  },
  amount: {
    label: 'Amount',
    meaning: 'Money, or another amount that is summed up.',
    isNeeded: false,
  },
  kind: {
    label: 'Kind of event',
    meaning: 'Says what happened; kinds that do not count can be left out.',
    isNeeded: false,
  },
};
