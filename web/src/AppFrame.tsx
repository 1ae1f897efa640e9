import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import clsx from "clsx";
import { Direction } from "radix-ui";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { AccountLinks } from "./AccountLinks";
import styles from "./AppFrame.module.css";
import { OfflineNotice } from "./offline/OfflineNotice";
import { agencyQuery, wear } from "./theme/branding";
import { logoAddress } from "./theme/colours";
import { LanguageSwitch } from "./i18n/LanguageSwitch";
import { ThemeToggle } from "./theme/ThemeToggle";
import { keepFocus } from "./ui/keepFocus";
import { Logo } from "./ui/Logo";
import { Part } from "./ui/Part";
import { useToasts } from "./ui/toasts";
import { useIdle } from "./ui/useIdle";

const Toasts = lazy(() => import("./ui/Toasts"));
const Bell = lazy(() => import("./notifications/Bell"));

/** What every page stands in: the way past the header, the header, and the page. */
export function AppFrame() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const idle = useIdle(); // the bell takes nothing from the first picture
  useEffect(keepFocus, []);
  return (
    <Direction.Provider dir={i18n.dir()}>
      <div className={styles.frame}>
        <a href="#main" className={styles.skip}>
          {t("skip")}
        </a>
        <header className={styles.header}>
          <Brand />
          <nav aria-label={t("site")} className={styles.nav}>
            <Link to="/" className={clsx(styles.new, styles.fresh)}>
              {t("newTrip")}
            </Link>
            <Link to="/gallery" className={clsx(styles.new, styles.gallery)}>
              {t("gallery")}
            </Link>
            <AccountLinks />
            {idle && (
              <Part lost={null}>
                <Bell />
              </Part>
            )}
            <LanguageSwitch />
            <ThemeToggle />
          </nav>
        </header>
        <OfflineNotice />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
        {toasts.length > 0 && (
          <Suspense>
            <Toasts />
          </Suspense>
        )}
      </div>
    </Direction.Provider>
  );
}

/** The agency's logo, or its name; the house's own where it is nobody's. */
function Brand() {
  const { data: agency } = useQuery(agencyQuery);
  const branding = agency?.branding;
  useEffect(() => {
    if (branding !== undefined) wear(branding, document.documentElement);
  }, [branding]);
  const logo = logoAddress(branding?.logo);
  const name = agency?.name ?? "Tripwright";
  return (
    <Link to="/" className={styles.brand}>
      {logo === null ? (
        <>
          <Logo />
          <span className={styles.name}>{name}</span>
        </>
      ) : (
        <img src={logo} alt={name} className={styles.logo} />
      )}
    </Link>
  );
}
