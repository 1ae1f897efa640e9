import { BadgeCheck, CircleHelp, FileText, Link2, type LucideIcon, MessageSquareText, PenLine, Route, Search } from "lucide-react";

import type { NodeName } from "@/api/types";

/** A picture for each agent's work; its words are `node.*` of the chat's words. */
export const NODE_ICONS: Readonly<Record<NodeName, LucideIcon>> = {
  intent: MessageSquareText,
  clarify: CircleHelp,
  discovery: Search,
  optimisation: Route,
  verifier: BadgeCheck,
  refinement: PenLine,
  booking: Link2,
  rendering: FileText,
};
