import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";

import { AppFrame } from "./AppFrame";
import { LandingPage } from "./landing/LandingPage";
import { NotFound } from "./ui/NotFound";
import { RouteError } from "./ui/RouteError";

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFound });

const landing = createRoute({ getParentRoute: () => root, path: "/", component: LandingPage });

export const tripRoute = createRoute({
  getParentRoute: () => root,
  path: "/trips/$tripId",
  component: lazyRouteComponent(() => import("./trip/TripPage"), "TripPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([landing, tripRoute]),
  defaultErrorComponent: RouteError,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
