const GUIDE = /^\.\/([\w-]+)\.md(#[\w-]+)?$/;

/** Where a link of a guide leads in Storybook; null for a file that Storybook does not have. */
export function storybookHref(href: string): string | null {
  if (/^(https?:|#)/.test(href)) return href;
  const [, file, anchor = ""] = GUIDE.exec(href) ?? [];
  if (file === undefined) return null;
  return `?path=/docs/guide-${file === "README" ? "contents" : file}--docs${anchor}`;
}
