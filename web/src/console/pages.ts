/**
 * The console's pages: one line each. `path` is the first part of the address behind /console/; what follows
 * it reaches the page as `rest`. A page is shown to whoever has one of the permissions that it names.
 */
import type { LucideIcon } from "lucide-react";
import { Activity, Bug, Building2, CircleDollarSign, Flag, Gauge, Palette, Plug, ScrollText, Server, Users } from "lucide-react";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";

export type Permission = "manage:users" | "view:analytics" | "manage:plugins" | "view:audit_logs";

export interface PageProps {
  /** The address's parts behind the page's own: ["7f…"] of /console/users/7f…. */
  rest: readonly string[];
}

export interface ConsolePage {
  path: string;
  title: string;
  icon: LucideIcon;
  needs: readonly Permission[];
  /** What it shows: one agency, one or all together, or the platform, which its administrators alone see. */
  shows: "one" | "any" | "platform";
  page: LazyExoticComponent<ComponentType<PageProps>>;
}

export const PAGES: readonly ConsolePage[] = [
  { path: "users", title: "Users", icon: Users, needs: ["manage:users"], shows: "one", page: lazy(() => import("./users/UsersPage")) },
  { path: "costs", title: "Costs", icon: CircleDollarSign, needs: ["view:analytics"], shows: "any", page: lazy(() => import("./costs/CostsPage")) },
  { path: "quality", title: "Quality", icon: Gauge, needs: ["view:analytics"], shows: "any", page: lazy(() => import("./quality/QualityPage")) },
  { path: "performance", title: "Performance", icon: Activity, needs: ["view:analytics"], shows: "any", page: lazy(() => import("./performance/PerformancePage")) },
  { path: "errors", title: "Errors", icon: Bug, needs: ["view:analytics"], shows: "any", page: lazy(() => import("./errors/ErrorsPage")) },
  { path: "providers", title: "Providers", icon: Plug, needs: ["manage:plugins"], shows: "any", page: lazy(() => import("./providers/ProvidersPage")) },
  { path: "flags", title: "Feature flags", icon: Flag, needs: ["manage:plugins"], shows: "any", page: lazy(() => import("./flags/FlagsPage")) },
  { path: "audit", title: "Audit log", icon: ScrollText, needs: ["view:audit_logs"], shows: "one", page: lazy(() => import("./audit/AuditPage")) },
  { path: "agency", title: "Agency", icon: Palette, needs: ["manage:users"], shows: "one", page: lazy(() => import("./agency/AgencyPage")) },
  { path: "agencies", title: "All agencies", icon: Building2, needs: ["manage:users"], shows: "platform", page: lazy(() => import("./tenants/TenantsPage")) },
  { path: "service", title: "Service", icon: Server, needs: ["view:analytics"], shows: "platform", page: lazy(() => import("./service/ServicePage")) },
];
