import { useDebugAuth } from "./DebugAuth.controller";
import { DebugAuthView, type DebugAuthViewProps } from "./DebugAuth.view";

/** The panel itself, in any build: for stories, which are built for production, too. */
export function DebugAuthPanel(props: Omit<DebugAuthViewProps, "model">) {
  return <DebugAuthView {...props} model={useDebugAuth()} />;
}
