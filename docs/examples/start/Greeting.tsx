// #region hook
import { useProfileSync } from "clerk-convex-sync/sync";

export function Greeting() {
  const sync = useProfileSync();
  if (sync.status !== "ready") return null;
  const shorten = async () => {
    const { outcome, fieldErrors } = await sync.save({ username: "ada" });
    if (outcome === "failed") alert(fieldErrors.username?.message ?? "Nothing was saved.");
  };
  return <button onClick={() => void shorten()}>Hello, {sync.profile.first_name}!</button>;
}
// #endregion hook
