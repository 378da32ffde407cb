import { Banner } from "../../components/ui";
import classes from "./Connection.module.css";

export type ConnectionViewProps = {
  /** `lost`: it was there before; `never`: it has not been reached since the page was opened. */
  status: "connected" | "lost" | "never";
};

/** News about the connection. The region is always there, so that screen readers hear it change. */
export function ConnectionView({ status }: ConnectionViewProps) {
  return (
    <div role="status" className={classes.Connection}>
      {status !== "connected" && (
        <Banner
          tone="warning"
          title="The server can't be reached"
          className={status === "lost" ? classes.Late : undefined}
        >
          {status === "lost"
            ? "What you see may be out of date. The connection is being tried again."
            : "Nothing can be shown yet. The connection is being tried again."}
        </Banner>
      )}
    </div>
  );
}
