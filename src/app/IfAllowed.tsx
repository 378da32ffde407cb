import { Component, type ReactNode } from "react";
import { useUser } from "../clerk";

type Props = {
  /** What stands there for those who may not see it. */
  fallback?: ReactNode;
  children: ReactNode;
};

/** Its children, unless the server refuses what they ask for; asked anew for whoever signs in next. */
export function IfAllowed(props: Props) {
  const { user } = useUser();
  return <Boundary key={user?.id} {...props} />;
}

class Boundary extends Component<Props, { refused: boolean }> {
  override state = { refused: false };

  static getDerivedStateFromError() {
    return { refused: true };
  }

  override render() {
    return this.state.refused ? this.props.fallback : this.props.children;
  }
}
