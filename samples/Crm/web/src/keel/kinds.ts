import { commentKind } from "../comments/comment";
import { contactKind } from "../contacts/contactKind";
import { followUpKind } from "../followUps/followUp";
import { lineKind } from "../lines/line";
import { opportunityKind } from "../opportunities/opportunityKind";
import { productKind } from "../products/product";
import { siteKind } from "../sites/siteKind";

export const kinds = [contactKind, siteKind, opportunityKind, followUpKind, commentKind, productKind, lineKind];
