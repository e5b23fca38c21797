// Types of columns as people call them.
import type { ColumnType } from '#shared/recipe/mapping';

export const typeWords: Record<ColumnType, string> = {
  text: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'yes or no',
  time: 'date or time',
};
