import type { Environment } from "../environment.js";

/** Makes UUIDs of version 7 in server time. They rise within a page even when its clock stands still or goes back. */
export interface OperationIds {
  /** Server time minus the device's. */
  offsetMs(): number;
  /** Takes the server's time as the right one. After a clock that was far off, ids start anew instead of going on from the future. */
  adjust(offsetMs: number): void;
  next(): string;
}

const hex = (value: number, length: number) => value.toString(16).padStart(length, "0");

export function createOperationIds({ now, randomBytes }: Environment): OperationIds {
  let offset = 0;
  let last = 0;
  let counter = 0;
  return {
    offsetMs: () => offset,
    adjust(offsetMs) {
      if (Math.abs(offsetMs - offset) > 60_000) last = 0;
      offset = offsetMs;
    },
    next() {
      const ms = now() + offset;
      if (ms > last) {
        last = ms;
        counter = 0;
      } else if (++counter > 0xfff) {
        counter = 0;
        last++;
      }
      const time = hex(last, 12);
      const bytes = randomBytes(8);
      bytes[0] = 0x80 | (bytes[0]! & 0x3f);
      const random = Array.from(bytes, byte => hex(byte, 2)).join("");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${random.slice(0, 4)}-${random.slice(4)}`;
    },
  };
}

export const isOperationId = (value: string): boolean => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value);

/** The canonical id in a header's value, which may be a quoted string; undefined if there is none. */
export function parseOperationId(value: string): string | undefined {
  const id = value.replace(/^"(.*)"$/, "$1").toLowerCase();
  return isOperationId(id) ? id : undefined;
}

export const operationTimeMs = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
