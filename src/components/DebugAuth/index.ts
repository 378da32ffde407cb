export { DebugAuth, type DebugAuthProps } from "./DebugAuth";
export { debugAuthStrings, type DebugAuthStrings } from "./DebugAuth.strings";
