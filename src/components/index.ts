/** The kit: what an app puts on its pages. */
export * from "./AvatarPicker";
export * from "./DebugAuth";
export * from "./OnboardingWizard";
export * from "./ProfileForm";
export * from "./strings";
export * from "./SyncBadge";
export * from "./SyncProvider";
