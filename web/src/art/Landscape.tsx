import { useId, useMemo } from "react";

import { sceneFor } from "./scene";

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
      <g fill={scene.roofFill}>
        {scene.roofs.map((roof) => (
          <g key={roof.x}>
            <rect x={roof.x} y={roof.y} width={roof.width} height={roof.height} />
            {roof.peak && (
              <path d={`M${roof.x - 1.5} ${roof.y}l${roof.width / 2 + 1.5} ${-roof.width * 0.42}l${roof.width / 2 + 1.5} ${roof.width * 0.42}z`} />
            )}
          </g>
        ))}
      </g>
    </svg>
  );
}
