import clsx from "clsx";
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & {
  look?: "solid" | "soft" | "quiet" | "danger";
  /** Does nothing for a moment. Unlike a disabled one it keeps the focus. */
  resting?: boolean;
};

export function Button({ look = "soft", className, resting = false, onClick, ...rest }: Props) {
  return (
    <button type="button" className={clsx(styles.button, styles[look], className)} {...rest}
      aria-disabled={resting || undefined} onClick={resting ? undefined : onClick} />
  );
}
