import { WifiOff } from "lucide-react";

import styles from "./LostNotice.module.css";

export function LostNotice() {
  return (
    <p className={styles.notice} role="status">
      <WifiOff size={15} />
      The connection is gone for the moment. The planning goes on without us; we catch up as soon as it is back.
    </p>
  );
}
