import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { Columns } from "./Columns";
import type { BarsPlotProps } from "./BarsPlot";
import type { Bar } from "./series";

export type CurvesPlotProps = BarsPlotProps & {
  /** A value on the axis. */
  tickOf: (value: number) => string;
};

/** A line for each series: the first drawn through, the others dashed. */
export default function CurvesPlot({ series, bars, nameOf, onRead, tickOf }: CurvesPlotProps) {
  return (
    <ResponsiveContainer>
      <LineChart
        data={[...bars]}
        accessibilityLayer={false}
        role="presentation"
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} />
        {/* Points stand in the middle of their strip, as bars do. */}
        <XAxis dataKey="label" scale="band" tickLine={false} minTickGap={28} tickMargin={6} />
        <YAxis width={52} tickLine={false} axisLine={false} tickCount={4} tickFormatter={tickOf} />
        <Columns bars={bars} nameOf={nameOf} onRead={onRead} />
        {series.map(({ key, tone }, at) => (
          <Line
            key={key}
            dataKey={(bar: Bar) => bar.by[key] ?? null}
            stroke={`var(--ccs-${tone}-text)`}
            strokeWidth={2}
            strokeDasharray={at === 0 ? undefined : "5 4"}
            dot={{ r: 3, fill: "var(--ccs-surface)", strokeDasharray: "none" }}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
            style={{ pointerEvents: "none" }}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
