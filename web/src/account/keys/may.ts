import type account from "@/locales/en/account.json";

import type { Profile } from "../api";

/** Permissions in the words of whoever gives them, by the keys of the account's words. */
export const MAY: Readonly<Record<Profile["permissions"][number], `may.${keyof typeof account.may}`>> = {
  "read:itinerary": "may.read_itinerary",
  "write:itinerary": "may.write_itinerary",
  "delete:itinerary": "may.delete_itinerary",
  "manage:users": "may.manage_users",
  "view:analytics": "may.view_analytics",
  "manage:plugins": "may.manage_plugins",
  "view:audit_logs": "may.view_audit_logs",
};
