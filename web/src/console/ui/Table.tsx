import clsx from "clsx";
import type { ReactNode } from "react";

import styles from "./Table.module.css";

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
  /** Figures stand to the right, in digits of one width. */
  figure?: boolean;
  /** Sentences have room for some words a line. */
  wide?: boolean;
}

interface Props<T> {
  /** What the table shows, for those who do not see it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
}

/** Rows under headings; wider than the screen it scrolls by itself, also by keyboard. */
export function Table<T>({ caption, columns, rows, keyOf }: Props<T>) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={clsx(column.figure && styles.figure)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.title} className={clsx(column.figure && styles.figure, column.wide && styles.wide)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
