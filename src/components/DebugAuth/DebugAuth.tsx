import { DebugAuthPanel } from "./DebugAuthPanel";
import type { DebugAuthViewProps } from "./DebugAuth.view";

export type DebugAuthProps = Omit<DebugAuthViewProps, "model">;

/**
 * In development: session, claims, how long the token lives, whether Convex accepts it, and how the
 * last saves of this page ended. A production build has nothing of it, code included: bundlers put
 * a constant for `process.env.NODE_ENV` and drop what can no longer be reached.
 */
export const DebugAuth: (props: DebugAuthProps) => React.ReactNode =
  process.env.NODE_ENV === "production" ? () => null : DebugAuthPanel;
