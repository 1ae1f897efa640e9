import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from "@tanstack/react-router";

import { queries } from "./api/cache";
import { tripQuery } from "./api/queries";
import { AppFrame } from "./AppFrame";
import { loadWords } from "./i18n";
import { LandingPage } from "./landing/LandingPage";
import { NotFound } from "./ui/NotFound";
import { RouteError } from "./ui/RouteError";

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFound });

const landing = createRoute({ getParentRoute: () => root, path: "/", component: LandingPage, loader: loadWords("landing", "form", "input") });

const tripWords = loadWords("trip", "plan", "chat", "input", "map", "sources", "practical", "documents", "share", "edit");
export const tripRoute = createRoute({
  getParentRoute: () => root,
  path: "/trips/$tripId",
  component: lazyRouteComponent(() => import("./trip/TripPage"), "TripPage"),
  loader: ({ params }) => {
    queries.query(tripQuery(params.tripId)).catch(() => undefined); // while its code is on the way; the page tells what goes wrong
    return tripWords();
  },
});

const ConsoleFrame = lazyRouteComponent(() => import("./console/ConsoleFrame"), "ConsoleFrame");
const ofTenant = {
  validateSearch: ({ tenant }: Record<string, unknown>): { tenant?: string | undefined } => (typeof tenant === "string" ? { tenant } : {}),
  search: { middlewares: [retainSearchParams<{ tenant?: string | undefined }>(["tenant"])] }, // every link of the console keeps the agency
};
const consoleStart = createRoute({ getParentRoute: () => root, path: "/console", component: ConsoleFrame, ...ofTenant });
const consolePage = createRoute({ getParentRoute: () => root, path: "/console/$", component: ConsoleFrame, ...ofTenant });

/** Where to go after signing in, and the token of a link in a mail. */
function asked(search: Record<string, unknown>): { next?: string; token?: string } {
  const text = (name: string) => (typeof search[name] === "string" ? { [name]: search[name] } : {});
  return { ...text("next"), ...text("token") };
}

const AccountPage = lazyRouteComponent(() => import("./account/AccountPage"), "AccountPage");
const account = createRoute({ getParentRoute: () => root, path: "/account/$", component: AccountPage, validateSearch: asked, loader: loadWords("account") });
const verify = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(() => import("./account/VerifyPage"), "VerifyPage"),
  validateSearch: asked,
  loader: loadWords("account"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./account/ResetPage"), "ResetPage"),
  validateSearch: asked,
  loader: loadWords("account"),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: "/shared/$token",
  component: lazyRouteComponent(() => import("./share/SharedPage"), "SharedPage"),
  loader: loadWords("share", "trip", "sources"),
});
const publicTrip = createRoute({
  getParentRoute: () => root,
  path: "/p/$slug",
  component: lazyRouteComponent(() => import("./share/PublicPage"), "PublicPage"),
  loader: loadWords("share", "trip", "sources"),
});
const gallery = createRoute({
  getParentRoute: () => root,
  path: "/gallery",
  component: lazyRouteComponent(() => import("./share/GalleryPage"), "GalleryPage"),
  validateSearch: ({ traveller }: Record<string, unknown>): { traveller?: string | undefined } => (typeof traveller === "string" ? { traveller } : {}),
  loader: loadWords("share"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./share/InvitationPage"), "InvitationPage"),
  validateSearch: asked,
  loader: loadWords("share"),
});

export const router = createRouter({
  routeTree: root.addChildren([landing, tripRoute, consoleStart, consolePage, account, verify, reset, shared, publicTrip, gallery, invitation]),
  defaultErrorComponent: RouteError,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
