import styles from "./Map.module.css";

export function MapWaiting() {
  return <div className={styles.waiting} role="img" aria-label="The map is loading" />;
}
