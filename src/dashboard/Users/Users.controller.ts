import { useQuery } from "convex/react";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { useDebounced } from "../lib/useDebounced";
import { useHeld } from "../lib/useHeld";
import { useLiveList } from "../lib/useLiveList";
import { useStable } from "../lib/useStable";
import { useStored } from "../lib/useStored";
import type { UserRow } from "../types";
import { dashboardLinks, usersParams, type DashboardPaths } from "../urls";
import { USER_COLUMNS, USUAL_COLUMNS } from "./userColumns";
import type { UsersFilter, UsersViewProps } from "./Users.view";

const TYPING_PAUSE_MS = 200;
const COLUMN_IDS = USER_COLUMNS.map(({ id }) => id);

/**
 * Joins the list to the server, its filters to the address bar, and its columns to this browser:
 * a link should show a colleague the same people, and not the columns that fit another's screen.
 */
export function useUsers(paths: DashboardPaths): UsersViewProps & { onClose: () => void } {
  const [{ user, sort, ...params }, setParams] = useQueryStates(usersParams);
  const [columns, setColumns] = useStored("ccs.users.columns", COLUMN_IDS, USUAL_COLUMNS);
  // An address is somebody's: it stays out of the address bar, and so out of histories and logs.
  const [address, setAddress] = useState("");
  const q = address === "" ? params.q : address;
  const { status, field } = params;
  const filter = useMemo((): UsersFilter => ({ q, status, field }), [q, status, field]);

  const search = useDebounced(q.trim(), TYPING_PAUSE_MS);
  const { list, loadMore } = useLiveList(api.dashboard.listUsers, {
    ...(search !== "" && { search }),
    ...(status !== null && { status }),
    ...(field !== null && { field }),
    sort,
  });
  const counts = useHeld(useQuery(api.dashboard.countUsers, {}));
  const links = dashboardLinks(paths);

  function changeFilter({ q: typed, ...change }: Partial<UsersFilter>) {
    if (typed === undefined) return void setParams(change);
    const isAddress = typed.includes("@");
    setAddress(isAddress ? typed : "");
    void setParams({ ...change, q: isAddress ? null : typed });
  }

  return {
    list,
    counts,
    filter,
    sort,
    columns,
    openId: user,
    rowHref: useStable((row: UserRow) => links.users({ ...params, sort, user: row.externalId })),
    onFilter: useStable(changeFilter),
    onSort: useStable((change) => void setParams(change)),
    onColumns: useStable(({ shown }) => setColumns(shown)),
    // Back closes the drawer, as one expects of something that opened; filters leave no trail.
    onOpen: useStable(({ row }) => void setParams({ user: row.externalId }, { history: "push" })),
    onClose: () => void setParams({ user: null }),
    onMore: loadMore,
  };
}
