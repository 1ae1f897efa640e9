import { Link, Outlet } from "@tanstack/react-router";

import styles from "./AppFrame.module.css";
import { ThemeToggle } from "./theme/ThemeToggle";
import { Logo } from "./ui/Logo";

/** What every page stands in: the way past the header, the header, and the page. */
export function AppFrame() {
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        Skip to the content
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <Logo />
          Tripwright
        </Link>
        <nav aria-label="Site" className={styles.nav}>
          <Link to="/" className={styles.new}>
            New trip
          </Link>
          <ThemeToggle />
        </nav>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
