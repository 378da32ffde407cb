// For `import "clerk-convex-sync/styles.css"`, which has effects and no values.
export {};
