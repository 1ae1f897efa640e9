import { Button } from "@/ui/Button";

import styles from "./Pages.module.css";

interface Props {
  page: number;
  pages: number;
  total: number;
  /** What there are so many of: "accounts". */
  what: string;
  onPage: (page: number) => void;
}

/** One page back, one on, and how many there are. */
export function Pages({ page, pages, total, what, onPage }: Props) {
  return (
    <nav aria-label="Pages" className={styles.pages}>
      <Button onClick={() => onPage(page - 1)} disabled={page <= 1}>
        Before
      </Button>
      <span>
        Page {page} of {Math.max(pages, 1)}, {total.toLocaleString()} {what}
      </span>
      <Button onClick={() => onPage(page + 1)} disabled={page >= pages}>
        Next
      </Button>
    </nav>
  );
}
