import clsx from "clsx";

import type { Category } from "@/api/types";

import { CATEGORIES } from "./categories";
import styles from "./CategoryTile.module.css";

interface Props {
  category: Category;
  size?: "s" | "m" | "l";
}

/** The picture of a kind of place: its icon on a tile in its family's colour. */
export function CategoryTile({ category, size = "m" }: Props) {
  const { icon: Icon, tone } = CATEGORIES[category];
  return (
    <span className={clsx(styles.tile, styles[tone], styles[size])} aria-hidden="true">
      <Icon strokeWidth={1.7} />
    </span>
  );
}
