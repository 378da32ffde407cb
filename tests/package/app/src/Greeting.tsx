import { useProfileSync } from "clerk-convex-sync/sync";

/** What an app writes itself, on the same profile as the components. */
export function Greeting() {
  const sync = useProfileSync();
  if (sync.status !== "ready") return null;
  const { first_name, interests } = sync.profile;
  const add = () => sync.save({ interests: [...interests, "Engines"] });
  return (
    <h1>
      Hello, {first_name}! <button onClick={() => void add()}>{interests.length} interests</button>
    </h1>
  );
}
