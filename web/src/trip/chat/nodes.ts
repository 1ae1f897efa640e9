import { BadgeCheck, CircleHelp, FileText, Link2, type LucideIcon, MessageSquareText, PenLine, Route, Search } from "lucide-react";

import type { NodeName } from "@/api/types";

interface Words {
  icon: LucideIcon;
  doing: string;
  done: string;
}

/** Each agent's work in a traveller's words. */
export const NODE_WORDS: Readonly<Record<NodeName, Words>> = {
  intent: { icon: MessageSquareText, doing: "Reading your wish", done: "Read your wish" },
  clarify: { icon: CircleHelp, doing: "Checking what is missing", done: "Nothing missing" },
  discovery: { icon: Search, doing: "Looking for places, tables and beds", done: "Found places, tables and beds" },
  optimisation: { icon: Route, doing: "Solving the days", done: "Solved the days" },
  verifier: { icon: BadgeCheck, doing: "Checking every claim", done: "Checked every claim" },
  refinement: { icon: PenLine, doing: "Writing it up", done: "Wrote it up" },
  booking: { icon: Link2, doing: "Preparing booking links", done: "Prepared booking links" },
  rendering: { icon: FileText, doing: "Preparing your documents", done: "Prepared your documents" },
};
