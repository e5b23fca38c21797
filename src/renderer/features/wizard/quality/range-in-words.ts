// From the smallest to the largest value, moments as days. Texts have an order, but no range.
import type { QualityColumn } from '#shared/data/quality-report';
import { formatDate, formatNumber } from '../../../components/format.ts';

type Bound = QualityColumn['minimum'];

export function rangeInWords({ type, minimum, maximum }: QualityColumn): string {
  if (minimum === null || maximum === null || type === 'text') return '';
  const write = (value: NonNullable<Bound>) => {
    if (typeof value === 'number') return formatNumber(value);
    return type === 'time' && /^\d{4}-\d{2}-\d{2}/.test(value) ? formatDate(value) : value;
  };
  const [from, to] = [write(minimum), write(maximum)];
  return from === to ? from : `${from} to ${to}`;
}
