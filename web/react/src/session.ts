export { RequireSession, type RequireSessionProps } from "./require-session.js";
