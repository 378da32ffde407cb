import { AnchorMdx, CodeOrSourceMdx, HeadersMdx, Markdown } from "@storybook/addon-docs/blocks";
import type { ComponentProps } from "react";
import { slug } from "../../../tools/docs/slug";
import classes from "./Guide.module.css";
import { storybookHref } from "./links";

interface GuideProps {
  /** A file of docs/guide, as text. */
  children: string;
}

/** A guide as a page of Storybook: the same text that GitHub shows. */
export function Guide({ children }: GuideProps) {
  return (
    <div className={classes.Guide}>
      <Markdown options={{ overrides, slugify: slug }}>{children}</Markdown>
    </div>
  );
}

// Storybook's own, which its Markdown block drops when it is given others.
const overrides = { ...HeadersMdx, code: CodeOrSourceMdx, a: GuideLink };

/** Guides are pages here, too. What else the repository has is not, and is only named. */
function GuideLink({ href = "", children }: ComponentProps<"a">) {
  const target = storybookHref(href);
  return target === null ? (
    <>{children}</>
  ) : (
    <AnchorMdx href={target} target="_self">
      {children}
    </AnchorMdx>
  );
}
