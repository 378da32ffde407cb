import { ChevronsUpDown, LogOut } from "lucide-react";
import { useState } from "react";
import { useUser } from "../../../src/clerk";
import { Avatar, Button, Dialog } from "../../../src/components/ui";
import type { BrowserClerk } from "../../clerk/browser";
import { WhoAreYou } from "./WhoAreYou";
import classes from "./SwitcherButton.module.css";

/** Who is signed in; a click changes it. */
export function SwitcherButton({ clerk }: { readonly clerk: BrowserClerk }) {
  const { user } = useUser();
  const [open, setOpen] = useState(false);
  if (!user) return null;
  const name = user.fullName ?? user.username ?? user.id;
  return (
    <>
      <button
        type="button"
        className={classes.Switcher}
        aria-label={`Signed in as ${name}. Switch user`}
        onClick={() => setOpen(true)}
      >
        <Avatar name="" initialsOf={name} src={user.imageUrl} size={24} />
        <span className={classes.Name} dir="auto">
          {name}
        </span>
        <ChevronsUpDown aria-hidden size={14} />
      </button>
      <Dialog
        open={open}
        onOpenChange={(change) => setOpen(change.open)}
        title="Switch user"
        description="In the sandbox you can be anyone. Each is a real sign-in with clerk-js."
        footer={
          <Button variant="quiet" icon={<LogOut />} onClick={() => void clerk.signOut()}>
            Sign out
          </Button>
        }
      >
        <WhoAreYou clerk={clerk} onChosen={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
