export { keepSession, type KeepSessionOptions, type SessionEnding } from "./keep-session.js";
export { renewTokens } from "./renew-tokens.js";
export { requireSession, type RequireSessionOptions, takeReturnPath } from "./require-session.js";
