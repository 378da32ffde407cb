import { Settings2 } from "lucide-react";
import { EmptyState } from "../components/ui";

/** Stands in place of the app until it knows which Clerk and which Convex to talk to. */
export function MissingVariables({ names }: { names: readonly string[] }) {
  return (
    <main>
      <EmptyState
        icon={Settings2}
        level={1}
        title={
          names.length === 1 ? "A variable is missing" : `${names.length} variables are missing`
        }
      >
        Set{" "}
        {names.map((name, at) => (
          <span key={name}>
            {at > 0 && " and "}
            <code>{name}</code>
          </span>
        ))}{" "}
        in <code>.env.local</code> or in the environment of the build, then build again. The README
        says where to find each value. To try everything without an account, run{" "}
        <code>npm start</code>.
      </EmptyState>
    </main>
  );
}
