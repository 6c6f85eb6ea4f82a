import type { Environment } from "./environment.js";
import { Health } from "./network/health.js";
import { OperationIds } from "./network/operation-id.js";
import { Pace } from "./network/pace.js";
import { Requests } from "./network/requests.js";
import { SessionKeeper } from "./network/session.js";
import type { Settings } from "./options.js";
import { Database } from "./outbox/database.js";
import { Enqueue } from "./outbox/enqueue.js";
import { Engine } from "./outbox/engine.js";
import { Flusher } from "./outbox/flusher.js";
import type { Holder } from "./outbox/holder.js";
import { Leadership } from "./outbox/leadership.js";
import { Messages } from "./outbox/messages.js";
import { Mirror } from "./outbox/mirror.js";
import { OutboxQueue } from "./outbox/outbox.js";
import { OutboxStorage } from "./outbox/storage.js";
import { Waiters } from "./outbox/waiters.js";
import type { OtherServers } from "./actions/other-servers.js";
import { StatusBoard } from "./status/status.js";
import type { View } from "./view/view.js";

/** The parts of one client. Each is handed this and finds the others here, so that none has to pass them on. */
export class Parts {
  readonly status = new StatusBoard();
  readonly mirror = new Mirror();
  readonly waiters = new Waiters();
  declare readonly environment: Environment;
  declare readonly settings: Settings;
  declare readonly ids: OperationIds;
  declare readonly pace: Pace;
  declare readonly health: Health;
  declare readonly requests: Requests;
  declare readonly session: SessionKeeper;
  declare readonly database: Database;
  declare readonly storage: OutboxStorage;
  declare readonly enqueue: Enqueue;
  declare readonly messages: Messages;
  declare readonly queue: OutboxQueue;
  declare readonly flusher: Flusher;
  declare readonly leadership: Leadership;
  declare readonly engine: Engine;
  /** Left out of the core. */
  declare view?: View;
  declare others?: OtherServers;
  declare lease?: Holder;

  constructor(environment: Environment, settings: Settings) {
    this.environment = environment;
    this.settings = settings;
    this.ids = new OperationIds(environment);
    this.pace = new Pace(environment, settings.retry);
    this.health = new Health(this);
    this.requests = new Requests(this);
    this.session = new SessionKeeper(this);
    this.database = new Database(settings.name, environment.indexedDB);
    this.storage = new OutboxStorage(this.database);
    this.enqueue = new Enqueue(this.database);
    this.messages = new Messages(this);
    this.queue = new OutboxQueue(this);
    this.flusher = new Flusher(this);
    this.leadership = new Leadership(this);
    this.engine = new Engine(this);
  }
}
