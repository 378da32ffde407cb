import type { ReactElement } from "react";
import { SandboxProviders } from "../../sandbox/world/SandboxProviders";
import type { WorldParameters } from "./parameters";
import { storyWorld } from "./storyWorld";

/** Puts Clerk's and Convex's providers around a story that has a world. */
export function withWorld(
  Story: () => ReactElement,
  { id, parameters }: { id: string; parameters: { world?: WorldParameters } },
): ReactElement {
  if (parameters.world === undefined) return <Story />;
  const { browserClerk, convex } = storyWorld();
  return (
    <SandboxProviders key={id} clerk={browserClerk} convex={convex}>
      <Story />
    </SandboxProviders>
  );
}
