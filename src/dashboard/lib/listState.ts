/** What a view of a long list has to draw. */
export type ListState<Row> =
  | { status: "loading" }
  /** Nothing has come yet, and the server does not answer. */
  | { status: "unreachable" }
  | {
      status: "ready";
      rows: Row[];
      /** The rows belong to the filter before; those of the present one are on their way. */
      refreshing: boolean;
      /** Whether the server has rows beyond these. */
      more: "none" | "available" | "loading";
    };
