import type { Role } from "./api";

/** In the order of what they may do. */
export const ROLES: readonly Role[] = ["user", "customer", "premium", "partner", "agent", "support", "operator", "admin", "platform_admin"];
