import { fn } from "storybook/test";
import type { PersonDetailViewProps } from "../../src/dashboard/PersonDetail/PersonDetail.view";
import type { ResolveDialogViewProps } from "../../src/dashboard/Resolve/ResolveDialog.view";
import { links } from "./links";

/** A closed dialog, for whoever may open it. */
export const closedDialog: ResolveDialogViewProps = {
  winner: null,
  state: { status: "loading" },
  busy: false,
  error: null,
  onConfirm: fn(),
  onClose: fn(),
};

/** All that a person's page needs besides the person: an admin looks, and nothing is under way. */
export const personArgs: Omit<PersonDetailViewProps, "person"> = {
  links,
  mayAct: true,
  email: { address: null, busy: false, error: null, onReveal: fn(), onHide: fn() },
  check: { busy: false, error: null, onCheck: fn() },
  decision: { outcome: null, onAsk: fn(), onDismiss: fn(), dialog: closedDialog },
  undo: { busy: false, error: null, onUndo: fn() },
  copied: false,
  onCopy: fn(),
  onMore: fn(),
};
