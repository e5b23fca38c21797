// A column that looks like a label: a telling name and few different values.
import type { CustomerColumns, CustomerTableColumns } from '#shared/data/customer-columns';

const labelName = /(segment|label|class|cluster|churn|target|outcome|persona|tier|group|status)/i;
const mostClasses = 20;

export function suggestLabel(
  tables: readonly CustomerTableColumns[],
): CustomerColumns['suggestedLabel'] {
  for (const { name: table, columns } of tables) {
    const found = columns.find(
      ({ name, type, distinctInSample }) =>
        labelName.test(name) &&
        (type === 'text' || type === 'boolean' || type === 'integer') &&
        distinctInSample >= 2 &&
        distinctInSample <= mostClasses,
    );
    if (found) {
      const reason = `${found.name}: its name says a label, and it has ${found.distinctInSample} different values.`;
      return { table, column: found.name, reason };
    }
  }
  return null;
}
