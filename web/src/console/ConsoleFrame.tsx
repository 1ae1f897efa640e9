import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";

import type { Profile } from "@/account/api";
import { useWho } from "@/account/who";
import { Notice } from "@/ui/Notice";

import styles from "./ConsoleFrame.module.css";
import { type ConsolePage, PAGES } from "./pages";
import { EVERYBODY, useIsPlatform, useWhose } from "./tenant";
import { TenantPicker } from "./TenantPicker";
import { Asked } from "./ui/Asked";

/** The console: its pages at the side, the chosen one beside them; for staff with a second factor only. */
export function ConsoleFrame() {
  const who = useWho();
  return <div className={styles.console}>{who === null ? <Guest /> : <Asked query={who}>{(known) => <Inside who={known} />}</Asked>}</div>;
}

function Inside({ who }: { who: Profile }) {
  const { _splat = "" } = useParams({ strict: false });
  const platform = useIsPlatform();
  const whose = useWhose();
  const [path = "", ...rest] = _splat.split("/").filter(Boolean);
  const pages = PAGES.filter((page) => (platform || page.shows !== "platform") && page.needs.some((permission) => who.permissions.includes(permission)));
  const current = path === "" ? pages[0] : pages.find((page) => page.path === path);
  if (pages.length === 0) return <Notice title="The console is for staff">Your account has none of its permissions.</Notice>;
  if (!who.strong) return <WithoutFactor />;
  return (
    <>
      <div className={styles.side}>
        {platform && <TenantPicker />}
        <Pages pages={pages} current={current} />
      </div>
      <div className={styles.page}>
        {current === undefined ? (
          <Notice title="There is no such page">It may not be among those that your account may see.</Notice>
        ) : (
          <>
            <h1>{current.title}</h1>
            {whose === EVERYBODY && current.shows === "one" ? (
              <Notice title="This page is of one agency">Choose it beside the pages.</Notice>
            ) : (
              <Suspense fallback={<p role="status">Loading …</p>}>
                <current.page key={whose} rest={rest} />
              </Suspense>
            )}
          </>
        )}
      </div>
    </>
  );
}

function Pages({ pages, current }: { pages: readonly ConsolePage[]; current: ConsolePage | undefined }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the pages are a row that scrolls; the page itself must not move.
    const link = bar.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (bar.current && link) bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={bar} aria-label="Console" className={styles.nav}>
      {pages.map((page) => (
        <Link
          key={page.path}
          to="/console/$"
          params={{ _splat: page.path }}
          className={styles.link}
          aria-current={page === current ? "page" : undefined}
        >
          <page.icon size={17} aria-hidden />
          {page.title}
        </Link>
      ))}
    </nav>
  );
}

function WithoutFactor() {
  return (
    <Notice title="The console needs a second factor">
      <Link to="/account/$" params={{ _splat: "security" }}>
        Set one up
      </Link>{" "}
      or sign in again with the one that you have.
    </Notice>
  );
}

function Guest() {
  return (
    <Notice title="Sign in to the console">
      <Link to="/account/$" params={{ _splat: "login" }} search={{ next: "/console" }}>
        Sign in
      </Link>{" "}
      with a staff account and its second factor.
    </Notice>
  );
}
