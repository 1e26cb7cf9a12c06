import type { RefObject } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { TableProps } from './table-model.ts';
import { columnOrder } from './table-model.ts';

/** The table with its columns in the order that its width leaves room for. */
export function useArranged(table: TableProps, place: RefObject<HTMLElement | null>): TableProps {
  const [width, setWidth] = useState(Infinity);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  const { columns } = table;
  const order = useMemo(() => columnOrder(columns, width), [columns, width]);
  return useMemo(() => {
    if (order.every((at, i) => at === i)) return table;
    const { footer } = table;
    return {
      ...table,
      columns: order.flatMap((at) => columns[at] ?? []),
      ...(footer === undefined ? {} : { footer: order.map((at) => footer[at]) }),
    };
  }, [order, columns, table]);
}
