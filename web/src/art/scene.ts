/** A landscape drawn from a name: the same name gives the same hills, so every city has its own face. */
export interface Scene {
  sky: readonly [string, string];
  disc: { x: number; y: number; r: number; fill: string };
  ridges: readonly { path: string; fill: string }[];
  roofs: readonly { x: number; y: number; width: number; height: number; peak: boolean }[];
  roofFill: string;
}

const WIDTH = 400;
const HEIGHT = 200;

type Palette = readonly [string, string, string, string, string, string];

// Sky top, sky bottom, disc, far ridge, near ridge, roofs.
const PALETTES: readonly [Palette, ...Palette[]] = [
  ["#f7c59f", "#fbe7cf", "#f08a5d", "#c98468", "#7b4b4a", "#4b2e39"],
  ["#a9d6d0", "#eaf3e6", "#f6d186", "#6fa69b", "#2f6f68", "#17433f"],
  ["#bcd4ee", "#f3ecdf", "#f4b183", "#8aa4c4", "#4a6488", "#293b56"],
  ["#f4b6b0", "#fce8dc", "#fff4e2", "#c77f86", "#7c4a62", "#462a43"],
  ["#d7c7ec", "#fbeee6", "#f2a65a", "#9f8abf", "#5d4b86", "#352a55"],
  ["#c9dca4", "#f8f1da", "#e9a23b", "#8fae6e", "#4e7446", "#2b472c"],
  ["#f6d58f", "#fdf3dc", "#d9663c", "#cf9a55", "#8a5a36", "#53331f"],
];

/** A small generator of its own (mulberry32), so that no chance is in it. */
function sequence(name: string): () => number {
  let seed = 2166136261;
  for (const letter of name) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 16777619);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function sceneFor(name: string): Scene {
  const next = sequence(name);
  const [top, bottom, disc, far, near, roofFill] = PALETTES[Math.floor(next() * PALETTES.length)] ?? PALETTES[0];
  return {
    sky: [top, bottom],
    disc: { x: 60 + next() * 280, y: 44 + next() * 40, r: 18 + next() * 14, fill: disc },
    ridges: [
      { path: ridge(next, 96, 34), fill: far },
      { path: ridge(next, 132, 24), fill: near },
    ],
    roofs: roofs(next),
    roofFill,
  };
}

function ridge(next: () => number, base: number, swing: number): string {
  const steps = 6;
  const points = Array.from({ length: steps + 1 }, (_, n) => ({
    x: (WIDTH / steps) * n,
    y: base - swing / 2 + next() * swing,
  }));
  const curve = points.slice(1).map((point, n) => {
    const before = points[n] ?? point;
    const middle = (before.x + point.x) / 2;
    return `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
  });
  return `M0 ${HEIGHT}V${points[0]?.y ?? base}${curve.join("")}V${HEIGHT}Z`;
}

function roofs(next: () => number): Scene["roofs"] {
  const found: Scene["roofs"][number][] = [];
  let x = next() * 20;
  while (x < WIDTH) {
    const width = 10 + next() * 22;
    const height = 14 + next() * next() * 62;
    found.push({ x, y: HEIGHT - height, width, height, peak: next() > 0.55 });
    x += width + (next() > 0.75 ? next() * 26 : 2);
  }
  return found;
}
