import { createLucideIcon } from "lucide-react";

/** A torii gate, a pagoda roof and a six-pointed star, which Lucide does not have, on its 24-unit grid. */
export const Torii = createLucideIcon("torii", [
  ["path", { d: "M3 5c6 1.6 12 1.6 18 0", key: "roof" }],
  ["path", { d: "M5 10h14", key: "beam" }],
  ["path", { d: "M7.5 6v15M16.5 6v15", key: "posts" }],
]);

export const Pagoda = createLucideIcon("pagoda", [
  ["path", { d: "M12 2v3", key: "spire" }],
  ["path", { d: "M4 10c4-.5 6.5-2.2 8-5 1.5 2.8 4 4.5 8 5", key: "upper" }],
  ["path", { d: "M3 17c3-.4 4.5-1.5 5-3h8c.5 1.5 2 2.6 5 3", key: "lower" }],
  ["path", { d: "M8 10v4M16 10v4M7 17v4M17 17v4M10.5 21v-3h3v3", key: "walls" }],
]);

export const Hexagram = createLucideIcon("hexagram", [
  ["path", { d: "M12 3l7.5 13h-15z", key: "up" }],
  ["path", { d: "M12 21L4.5 8h15z", key: "down" }],
]);
