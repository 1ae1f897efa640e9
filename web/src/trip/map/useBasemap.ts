import { useEffect, useState } from "react";

import type { Theme } from "@/theme/theme";

import { type Basemap, basemapFor } from "./basemap";

/** The base for a theme; null until it is known whether there is a network. */
export function useBasemap(theme: Theme): Basemap | null {
  const [found, setFound] = useState<{ theme: Theme; basemap: Basemap } | null>(null);
  useEffect(() => {
    let wanted = true;
    void basemapFor(theme).then((basemap) => {
      if (wanted) setFound({ theme, basemap });
    });
    return () => {
      wanted = false;
    };
  }, [theme]);
  return found?.theme === theme ? found.basemap : null;
}
