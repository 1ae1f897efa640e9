import clsx from "clsx";
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & {
  label: string;
  /** Does nothing for a moment. Unlike a disabled one it keeps the focus. */
  resting?: boolean;
};

/** A button that is only a picture; its label is for those who do not see it, and its tooltip. */
export function IconButton({ label, className, resting = false, onClick, ...rest }: Props) {
  return (
    <button type="button" aria-label={label} title={label} className={clsx(styles.icon, className)} {...rest}
      aria-disabled={resting || undefined} onClick={resting ? undefined : onClick} />
  );
}
