import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Every `--ccs-name: light-dark(#rrggbb, #rrggbb)` of tokens.css. */
const tokens = new Map(
  [
    ...readFileSync(new URL("./tokens.css", import.meta.url), "utf8").matchAll(
      /--ccs-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
    ),
  ].map(([, name, light, dark]) => [name, { light, dark }] as const),
);

/** WCAG 2 relative luminance of `#rrggbb`, 0 to 1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function colour(name: string, theme: "light" | "dark"): string {
  const value = tokens.get(name)?.[theme];
  if (value === undefined) throw new Error(`tokens.css has no colour pair --ccs-${name}`);
  return value;
}

const TEXT = 4.5;
const SHAPE = 3;
const grounds = ["canvas", "sunken", "surface", "raised", "hover"];
const tones = ["success", "info", "warning", "danger", "neutral"];

const pairs: [foreground: string, ground: string, least: number][] = [
  ...["text", "text-muted", "text-faint", "accent-text", "danger-text"].flatMap((text) =>
    grounds.map((ground): [string, string, number] => [text, ground, TEXT]),
  ),
  ...tones.flatMap((tone): [string, string, number][] => [
    [`${tone}-text`, `${tone}-wash`, TEXT],
    [`${tone}-text`, "surface", TEXT],
    ["text", `${tone}-wash`, TEXT],
    ["text-muted", `${tone}-wash`, TEXT],
  ]),
  ["text", "pressed", TEXT],
  ["text", "accent-line", TEXT],
  ["accent-text", "accent-wash", TEXT],
  ["text", "accent-wash", TEXT],
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-hover", TEXT],
  ["on-accent", "danger-solid", TEXT],
  ["on-accent", "danger-solid-hover", TEXT],
  ...["surface", "raised", "canvas"].flatMap((ground): [string, string, number][] => [
    ["line-control", ground, SHAPE],
    ["focus", ground, SHAPE],
  ]),
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  it.each(pairs)("sets %s off from %s by at least %d:1", (foreground, ground, least) => {
    expect(contrast(colour(foreground, theme), colour(ground, theme))).toBeGreaterThanOrEqual(
      least,
    );
  });
});
