import { useRef, useState, type KeyboardEvent } from "react";
import { usePlotArea } from "recharts";
import type { PlotProps } from "./ChartFigure";
import classes from "./charts.module.css";
import type { Bar } from "./series";

/**
 * The strip behind each bar, as a link: easy to hit where a bar is low, and what the keyboard
 * reaches. One stop for the Tab key; arrows, Home and End go from bar to bar.
 */
export function Columns({ bars, nameOf, onRead }: { bars: readonly Bar[] } & PlotProps) {
  const plot = usePlotArea();
  const links = useRef<(HTMLOrSVGElement | null)[]>([]);
  const [stop, setStop] = useState<number | null>(null);
  if (!plot) return null;
  const width = plot.width / bars.length;
  const current = Math.min(stop ?? bars.length - 1, bars.length - 1);

  const handleKeyDown = (event: KeyboardEvent) => {
    const next = NEXT[event.key]?.(current, bars.length - 1);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    links.current[Math.min(Math.max(next, 0), bars.length - 1)]?.focus();
  };
  return (
    <g onKeyDown={handleKeyDown} onMouseLeave={() => onRead({ bar: null })}>
      {bars.map((bar, at) => (
        <a
          key={bar.start}
          ref={(link) => {
            links.current[at] = link;
          }}
          href={bar.href}
          tabIndex={at === current ? 0 : -1}
          role={bar.href === undefined ? "img" : undefined}
          aria-label={nameOf(bar)}
          className={classes.Column}
          onFocus={() => {
            setStop(at);
            onRead({ bar });
          }}
          onBlur={() => onRead({ bar: null })}
          onMouseEnter={() => onRead({ bar })}
        >
          <rect x={plot.x + at * width} y={plot.y} width={width} height={plot.height} />
        </a>
      ))}
    </g>
  );
}

const NEXT: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};
