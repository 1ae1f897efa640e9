import clsx from "clsx";
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & { look?: "solid" | "soft" | "quiet" };

export function Button({ look = "soft", className, ...rest }: Props) {
  return <button type="button" className={clsx(styles.button, styles[look], className)} {...rest} />;
}
