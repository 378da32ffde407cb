import type { ReactNode } from "react";

/** Several rows of parts, for stories that show them side by side. */
export function Rows({ children }: { children: ReactNode }) {
  return <div style={{ display: "grid", gap: 16, justifyItems: "start" }}>{children}</div>;
}

export function Row({ children }: { children: ReactNode }) {
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: 8, alignItems: "center" }}>
      {children}
    </div>
  );
}
