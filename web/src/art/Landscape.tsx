import { useId, useMemo } from "react";

import { type Scene, sceneFor } from "./scene";

interface Props {
  name: string;
  className?: string | undefined;
}

export function Landscape({ name, className }: Props) {
  const scene = useMemo(() => sceneFor(name), [name]);
  const sky = useId();
  const { disc } = scene;
  return (
    <svg className={className} viewBox="0 0 400 200" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <linearGradient id={sky} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={scene.sky[0]} />
        <stop offset="1" stopColor={scene.sky[1]} />
      </linearGradient>
      <rect width="400" height="200" fill={`url(#${sky})`} />
      <circle cx={disc.x} cy={disc.y} r={disc.r * 1.8} fill={disc.fill} opacity="0.16" />
      <circle cx={disc.x} cy={disc.y} r={disc.r} fill={disc.fill} opacity="0.9" />
      {scene.ridges.map((ridge) => (
        <path key={ridge.fill} d={ridge.path} fill={ridge.fill} opacity="0.85" />
      ))}
      <path d={scene.roofs.map(outline).join("")} fill={scene.roofFill} />
    </svg>
  );
}

/** A house and its roof; all of them are one path, for there are many on a page. */
function outline({ x, y, width, height, peak }: Scene["roofs"][number]): string {
  const [half, rise] = [round(width / 2 + 1.5), round(width * 0.42)];
  const house = `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
  return peak ? `${house}M${round(x - 1.5)} ${round(y)}l${half} ${-rise}l${half} ${rise}z` : house;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
