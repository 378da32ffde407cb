import { useId } from "react";
import {
  Bar as RechartsBar,
  BarChart,
  CartesianGrid,
  Rectangle,
  ResponsiveContainer,
  XAxis,
  YAxis,
  type BarShapeProps,
} from "recharts";
import type { PlotProps } from "./ChartFigure";
import { Columns } from "./Columns";
import { PatternFill } from "./Swatch";
import type { Bar, Series } from "./series";

export type BarsPlotProps = PlotProps & { series: readonly Series[]; bars: readonly Bar[] };

/** Stacked bars. In a file of its own, so that the library of charts is loaded with the charts. */
export default function BarsPlot({ series, bars, nameOf, onRead }: BarsPlotProps) {
  const id = useId();
  const fill = (at: number) => `${id}-${at}`;
  return (
    <ResponsiveContainer>
      <BarChart
        data={[...bars]}
        // Our own links take the keys; the library's layer would be one more stop for the focus.
        accessibilityLayer={false}
        role="presentation"
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        barCategoryGap="18%"
      >
        <defs>
          {series.map(({ key, tone, pattern }, at) => (
            <PatternFill key={key} id={fill(at)} tone={tone} pattern={pattern} />
          ))}
        </defs>
        <CartesianGrid vertical={false} />
        <XAxis dataKey="label" tickLine={false} minTickGap={28} tickMargin={6} />
        <YAxis width={40} allowDecimals={false} tickLine={false} axisLine={false} tickCount={4} />
        <Columns bars={bars} nameOf={nameOf} onRead={onRead} />
        {series.map(({ key }, at) => (
          <RechartsBar
            key={key}
            stackId="all"
            dataKey={(bar: Bar) => bar.by[key] ?? 0}
            fill={`url(#${fill(at)})`}
            // What is live would never stand still.
            isAnimationActive={false}
            shape={(shape: BarShapeProps) => (
              <Part shape={shape} href={bars[shape.index]?.hrefOf?.(key)} />
            )}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** The least that can still be seen, and hit. */
const MIN_HEIGHT = 3;

/** For the pointer alone: keys reach the same through the column and the table. */
function Part({ shape, href }: { shape: BarShapeProps; href: string | undefined }) {
  const { x, y, width, height, fill } = shape;
  if (!height) return <g />;
  const visible = Math.max(height, MIN_HEIGHT);
  const rectangle = (
    <Rectangle
      {...{ x, width, fill }}
      y={y + height - visible}
      height={visible}
      radius={1}
      isAnimationActive={false}
    />
  );
  if (href === undefined) return <g aria-hidden>{rectangle}</g>;
  return (
    <a href={href} tabIndex={-1} aria-hidden>
      {rectangle}
    </a>
  );
}
