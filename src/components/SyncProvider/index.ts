export { SyncProvider, type SyncProviderProps } from "./SyncProvider";
