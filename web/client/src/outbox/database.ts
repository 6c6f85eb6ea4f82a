import { wrap, type DBSchema, type IDBPDatabase } from "idb";
import type { Row } from "./row.js";

export interface KeptResult {
  /** Scope, action, and what tells two calls of it apart. */
  readonly key: [scope: string, action: string, call: string];
  readonly v: 1;
  readonly at: number;
  readonly params: Record<string, unknown>;
  readonly data: unknown;
}

export interface Schema extends DBSchema {
  operations: { key: number; value: Row };
  meta: { key: string; value: unknown };
  kept: { key: [string, string, string]; value: KeptResult; indexes: { at: number } };
}

export type Connection = IDBPDatabase<Schema>;

const SCHEMA_VERSION = 1;

/** The one connection of this page, opened when first needed and again after the browser closed it. */
export class Database {
  readonly #name: string;
  readonly #factory: IDBFactory | undefined;
  #connection: Promise<Connection> | undefined;

  constructor(name: string, factory: IDBFactory | undefined) {
    this.#name = name;
    this.#factory = factory;
  }

  open(): Promise<Connection> {
    if (!this.#connection) {
      const opening = this.#open();
      this.#connection = opening;
      // The next call tries again: a browser that blocks storage now may allow it later.
      opening.catch(() => this.#forget(opening));
    }
    return this.#connection;
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    this.#connection = undefined;
    connection?.close();
  }

  async #open(): Promise<Connection> {
    if (!this.#factory) throw new Error("This browser has no IndexedDB.");
    const request = this.#factory.open(this.#name, SCHEMA_VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("operations", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("meta");
      request.result.createObjectStore("kept", { keyPath: "key" }).createIndex("at", "at");
    };
    const connection = (await wrap(request)) as unknown as Connection;
    // A page of a newer build wants to change the schema: it must not wait for this one.
    connection.onversionchange = () => {
      connection.close();
      this.#connection = undefined;
    };
    connection.onclose = () => {
      this.#connection = undefined;
    };
    return connection;
  }

  #forget(opening: Promise<Connection>): void {
    if (this.#connection === opening) this.#connection = undefined;
  }
}
