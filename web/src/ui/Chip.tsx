import clsx from "clsx";
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

/** A suggestion that is one click away. */
export function Chip({ className, ...rest }: ComponentProps<"button">) {
  return <button type="button" className={clsx(styles.button, styles.soft, styles.chip, className)} {...rest} />;
}
