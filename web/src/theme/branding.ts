/** The look of the agency that this address serves. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

import { DARK, inkOn, LIGHT, readableOn } from "./colours";

type Branding = components["schemas"]["PublicTenant"]["branding"];

export const agencyQuery = queryOptions({
  queryKey: ["agency"],
  queryFn: () => taken(http.GET("/v1/tenant")),
  staleTime: Infinity,
});

/** Puts the agency's colours in place of our own; what it has not chosen stays. */
export function wear({ primary, accent }: Branding, root: HTMLElement): void {
  put(root, "accent", primary ?? null);
  put(root, "warm", accent ?? null);
}

function put(root: HTMLElement, name: string, colour: string | null): void {
  for (const [ending, paper] of [["light", LIGHT], ["dark", DARK]] as const) {
    const shown = colour === null ? null : readableOn(colour, paper);
    root.style.setProperty(`--own-${name}-${ending}`, shown);
    root.style.setProperty(`--own-${name}-ink-${ending}`, shown === null ? null : inkOn(shown));
  }
}
