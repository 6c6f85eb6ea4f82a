// Written by `evenkeel generate client` from the server's contracts. Do not change it by hand.
import type { CommandOptions, CommandResult, KeelClient, Observation, QueryView } from "@evenkeel/client";
import { type CommandState, type QueryState, useCommand as anyCommand, useQuery as anyQuery } from "@evenkeel/react";

export interface PageOfClientListItem {
  items: ClientListItem[];
  next: string | null;
  previous: string | null;
  total?: number | null;
}

export interface ClientListItem {
  id: string;
  name: string;
  industry: string;
  city: string;
  owner: string;
  status: ClientStatus;
  since: string;
}

export type ClientStatus = "prospect" | "active" | "dormant";

export interface ClientDetail {
  id: string;
  name: string;
  industry: string;
  city: string;
  owner: string;
  website: string;
  status: ClientStatus;
  since: string;
  contacts: ContactView[];
  sites: SiteView[];
  opportunities: OpportunityView[];
}

export interface ContactView {
  id: string;
  name: string;
  role: string;
  email: string;
  phone: string;
}

export interface SiteView {
  id: string;
  name: string;
  street: string;
  postalCode: string;
  city: string;
}

export interface OpportunityView {
  id: string;
  title: string;
  amount: number;
  stage: Stage;
  closesOn: string | null;
}

export type Stage = "lead" | "qualified" | "proposal" | "won" | "lost";

export interface CommentList {
  comments: CommentView[];
  total: number;
}

export interface CommentView {
  id: string;
  opportunityId: string | null;
  authorId: string;
  author: string;
  text: string;
  at: string;
  editedAt: string | null;
}

export interface FollowUpList {
  followUps: FollowUpView[];
  openTotal: number;
  doneTotal: number;
}

export interface FollowUpView {
  id: string;
  clientId: string;
  client: string;
  opportunityId: string | null;
  opportunity: string | null;
  note: string;
  dueOn: string;
  assigneeId: string;
  assignee: string;
  doneAt: string | null;
}

export interface LineList {
  lines: LineView[];
}

export interface LineView {
  id: string;
  opportunityId: string;
  productId: string;
  product: string;
  sku: string;
  quantity: number;
  unitPrice: number;
  currency: string;
  vatRate: number;
}

export interface ColleagueList {
  colleagues: Colleague[];
}

export interface Colleague {
  id: string;
  name: string;
}

export interface Me {
  id: string;
  name: string;
  email: string;
  tenant: string;
}

export interface ProductList {
  products: ProductView[];
}

export interface ProductView {
  id: string;
  name: string;
  sku: string;
  unitPrice: number;
  currency: string;
  vatRate: number;
  active: boolean;
}

export interface CommentInput {
  id?: string | null;
  opportunityId?: string | null;
  text?: string | null;
}

export interface ContactInput {
  id?: string | null;
  name?: string | null;
  role?: string | null;
  email?: string | null;
  phone?: string | null;
}

export interface FollowUpInput {
  id?: string | null;
  note?: string | null;
  dueOn?: string | null;
  assigneeId?: string | null;
  opportunityId?: string | null;
}

export interface DoneInput {
  done?: boolean | null;
}

export interface OpportunityInput {
  id?: string | null;
  title?: string | null;
  amount?: number | null;
  stage?: string | null;
  closesOn?: string | null;
}

export interface LineInput {
  id?: string | null;
  productId?: string | null;
  quantity?: number | null;
}

export interface StageInput {
  stage?: string | null;
}

export interface SiteInput {
  id?: string | null;
  name?: string | null;
  street?: string | null;
  postalCode?: string | null;
  city?: string | null;
}

export interface ProductInput {
  id?: string | null;
  name?: string | null;
  sku?: string | null;
  unitPrice?: number | null;
  currency?: string | null;
  vatRate?: number | null;
  active?: boolean | null;
}

/** What each action of the server takes and gives. */
export interface Actions {
  "DELETE /api/clients/{clientId}/comments/{commentId}": { params: { clientId: string; commentId: string }; input: undefined; output: unknown };
  "DELETE /api/clients/{clientId}/contacts/{contactId}": { params: { clientId: string; contactId: string }; input: undefined; output: unknown };
  "DELETE /api/clients/{clientId}/follow-ups/{followUpId}": { params: { clientId: string; followUpId: string }; input: undefined; output: unknown };
  "DELETE /api/clients/{clientId}/opportunities/{opportunityId}": { params: { clientId: string; opportunityId: string }; input: undefined; output: unknown };
  "DELETE /api/clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}": { params: { clientId: string; opportunityId: string; lineId: string }; input: undefined; output: unknown };
  "DELETE /api/clients/{clientId}/sites/{siteId}": { params: { clientId: string; siteId: string }; input: undefined; output: unknown };
  "GET /api/clients": { params: { search?: string | undefined; pageSize?: number | undefined; after?: string | undefined; before?: string | undefined; total?: boolean | undefined }; input: undefined; output: PageOfClientListItem };
  "GET /api/clients/{clientId}": { params: { clientId: string }; input: undefined; output: ClientDetail };
  "GET /api/clients/{clientId}/comments": { params: { clientId: string; newest?: number | undefined }; input: undefined; output: CommentList };
  "GET /api/clients/{clientId}/follow-ups": { params: { clientId: string }; input: undefined; output: FollowUpList };
  "GET /api/clients/{clientId}/lines": { params: { clientId: string }; input: undefined; output: LineList };
  "GET /api/colleagues": { params: Record<string, never>; input: undefined; output: ColleagueList };
  "GET /api/follow-ups": { params: { assigneeId?: string | undefined }; input: undefined; output: FollowUpList };
  "GET /api/me": { params: Record<string, never>; input: undefined; output: Me };
  "GET /api/products": { params: Record<string, never>; input: undefined; output: ProductList };
  "POST /api/clients/{clientId}/comments": { params: { clientId: string }; input: CommentInput; output: unknown };
  "POST /api/clients/{clientId}/contacts": { params: { clientId: string }; input: ContactInput; output: unknown };
  "POST /api/clients/{clientId}/follow-ups": { params: { clientId: string }; input: FollowUpInput; output: unknown };
  "POST /api/clients/{clientId}/follow-ups/{followUpId}/done": { params: { clientId: string; followUpId: string }; input: DoneInput; output: unknown };
  "POST /api/clients/{clientId}/opportunities": { params: { clientId: string }; input: OpportunityInput; output: unknown };
  "POST /api/clients/{clientId}/opportunities/{opportunityId}/lines": { params: { clientId: string; opportunityId: string }; input: LineInput; output: unknown };
  "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage": { params: { clientId: string; opportunityId: string }; input: StageInput; output: unknown };
  "POST /api/clients/{clientId}/sites": { params: { clientId: string }; input: SiteInput; output: unknown };
  "POST /api/products": { params: Record<string, never>; input: ProductInput; output: unknown };
  "PUT /api/clients/{clientId}/comments/{commentId}": { params: { clientId: string; commentId: string }; input: CommentInput; output: unknown };
  "PUT /api/clients/{clientId}/contacts/{contactId}": { params: { clientId: string; contactId: string }; input: ContactInput; output: unknown };
  "PUT /api/clients/{clientId}/follow-ups/{followUpId}": { params: { clientId: string; followUpId: string }; input: FollowUpInput; output: unknown };
  "PUT /api/clients/{clientId}/opportunities/{opportunityId}": { params: { clientId: string; opportunityId: string }; input: OpportunityInput; output: unknown };
  "PUT /api/clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}": { params: { clientId: string; opportunityId: string; lineId: string }; input: LineInput; output: unknown };
  "PUT /api/clients/{clientId}/sites/{siteId}": { params: { clientId: string; siteId: string }; input: SiteInput; output: unknown };
  "PUT /api/products/{productId}": { params: { productId: string }; input: ProductInput; output: unknown };
}

/** The contracts that a page with this file counts on. */
export const contracts = {
  "DELETE /api/clients/{clientId}/comments/{commentId}": "e6cb1f8d97f2b2b1",
  "DELETE /api/clients/{clientId}/contacts/{contactId}": "fd55bff9a632a8d9",
  "DELETE /api/clients/{clientId}/follow-ups/{followUpId}": "af165fef03e40769",
  "DELETE /api/clients/{clientId}/opportunities/{opportunityId}": "94ee3c57018b6879",
  "DELETE /api/clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}": "3c57f065010a8eac",
  "DELETE /api/clients/{clientId}/sites/{siteId}": "6f9a29e4f464ebe3",
  "GET /api/clients": "cb0af51dca068d0e",
  "GET /api/clients/{clientId}": "f1ae4458ae71adf6",
  "GET /api/clients/{clientId}/comments": "51af76e2caef1eac",
  "GET /api/clients/{clientId}/follow-ups": "f665f94f9c7ba917",
  "GET /api/clients/{clientId}/lines": "5aff8f3358214fa6",
  "GET /api/colleagues": "19bc260b2b48012b",
  "GET /api/follow-ups": "fc24dd30cddb7367",
  "GET /api/me": "8057e4fadb7f5c9b",
  "GET /api/products": "2967f524532ef483",
  "POST /api/clients/{clientId}/comments": "268e61f707c93fd6",
  "POST /api/clients/{clientId}/contacts": "2c23ddbc4b364638",
  "POST /api/clients/{clientId}/follow-ups": "75429ee9968f4923",
  "POST /api/clients/{clientId}/follow-ups/{followUpId}/done": "d1ce151245aee586",
  "POST /api/clients/{clientId}/opportunities": "a7e2be55090d2422",
  "POST /api/clients/{clientId}/opportunities/{opportunityId}/lines": "cb27a4b916169e47",
  "POST /api/clients/{clientId}/opportunities/{opportunityId}/stage": "462113a913ace01f",
  "POST /api/clients/{clientId}/sites": "d97b385e281a4300",
  "POST /api/products": "7cf08cbedeac60d5",
  "PUT /api/clients/{clientId}/comments/{commentId}": "de5c61a342f39cd8",
  "PUT /api/clients/{clientId}/contacts/{contactId}": "13cbccbdbbc2706c",
  "PUT /api/clients/{clientId}/follow-ups/{followUpId}": "c1b34b8f76d8b229",
  "PUT /api/clients/{clientId}/opportunities/{opportunityId}": "057fae43ab72877e",
  "PUT /api/clients/{clientId}/opportunities/{opportunityId}/lines/{lineId}": "2ef8737b2e8af4bb",
  "PUT /api/clients/{clientId}/sites/{siteId}": "a87578cc140db63b",
  "PUT /api/products/{productId}": "dd1c299aa4596696",
} as const;

type Params<A extends keyof Actions> = Actions[A]["params"];
export type Input<A extends keyof Actions> = Actions[A]["input"];
export type Output<A extends keyof Actions> = Actions[A]["output"];
export type QueryName = Extract<keyof Actions, `GET ${string}`>;
export type CommandName = Exclude<keyof Actions, QueryName>;
export type Options<A extends keyof Actions> = Omit<CommandOptions, "params"> & (Record<never, never> extends Params<A> ? { params?: Params<A> } : { params: Params<A> });
type Needed<P, T> = Record<never, never> extends P ? [given?: T] : [given: T];

/** The runtime, for the actions of this server only. */
export interface TypedClient extends Omit<KeelClient, "command" | "observe" | "peek" | "query"> {
  query<A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>): Promise<Output<A>>;
  command<A extends CommandName>(action: A, input: Input<A>, ...options: Needed<Params<A>, Options<A>>): Promise<CommandResult<Output<A>>>;
  peek<A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>): QueryView<Output<A>> | undefined;
  observe<A extends QueryName>(action: A, params: Params<A>, listener: (view: QueryView<Output<A>>) => void): Observation<Output<A>>;
}

export const typed = (keel: KeelClient): TypedClient => keel as unknown as TypedClient;

export const useQuery = anyQuery as <A extends QueryName>(action: A, ...params: Needed<Params<A>, Params<A>>) => QueryState<Output<A>>;
export const useCommand = anyCommand as <A extends CommandName>(action: A, options?: Partial<Options<A>>) => CommandState<Output<A>, Input<A>>;
