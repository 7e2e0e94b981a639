// Generated from docs/generated/openapi.json by `npm run openapi`. Do not edit.
import type { Reply, Send } from './transport.ts';

export type ProductInput = { readonly title: string; readonly description?: string; readonly modelNumber?: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly unit: string; readonly tierMode: "whole_order"; readonly tiers: readonly (PriceTier)[]; readonly packing: ProductPacking; readonly leadTimeDays: number; readonly leadTimeFrom: "deposit_received" | "sample_approved" | "artwork_approved"; readonly certificates: readonly (Certificate)[]; readonly sampleTerms?: ProductSampleTerms; readonly isListed: boolean };
export type SpecificationItem = { readonly name: string; readonly value: string; readonly tolerance?: string; readonly testMethod?: string };
export type PriceTier = { readonly minQuantity: string; readonly unitPrice: PositiveMoney };
export type PositiveMoney = { readonly currency: string; readonly amount: string };
export type ProductPacking = { readonly unitsPerPackage: string; readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly netWeightGrams: number; readonly grossWeightGrams: number; readonly isStackable: boolean };
export type Certificate = { readonly name: string; readonly number?: string; readonly issuedBy?: string; readonly validUntil?: string };
export type ProductSampleTerms = { readonly unitPrice: PositiveMoney; readonly quantityMax: number; readonly leadTimeDays: number; readonly creditFromQuantity?: string };
export type NewDeclaration = { readonly orderId: string; readonly direction: "export" | "import"; readonly declarantNumber?: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number; readonly exportOn?: string; readonly charges?: CustomsCharges };
export type CustomsCharges = { readonly freight?: PositiveMoney; readonly insurance?: PositiveMoney; readonly insuranceRate?: string; readonly inlandFreight?: PositiveMoney };
export type QueryAnswer = { readonly documents: readonly (SupportingDocument)[]; readonly statement?: string };
export type SupportingDocument = { readonly kind: string; readonly reference: string; readonly issuedOn?: string };
export type DeclarationCorrection = { readonly reason: string; readonly declarantNumber?: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number; readonly exportOn?: string; readonly charges?: CustomsCharges };
export type DeclarationCancellation = { readonly reason: string };
export type DutyQuestion = { readonly country: string; readonly on?: string; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly deliveryTerm: DeliveryTerm; readonly hsCode: string; readonly originCountry: string; readonly value: PositiveMoney; readonly charges?: CustomsCharges };
export type DeliveryTerm = { readonly incoterm: "EXW" | "FCA" | "FAS" | "FOB" | "CFR" | "CIF" | "CPT" | "CIP" | "DAP" | "DPU" | "DDP"; readonly place: string; readonly placeKind?: "seller_premises" | "terminal" };
export type CompanyRegistration = { readonly name: string; readonly country: string; readonly registrationNumber: string; readonly roles: readonly ("buyer" | "exporter" | "lender")[]; readonly contactName: string; readonly contactEmail: string };
export type VerificationRequest = Readonly<Record<string, never>>;
export type RegistryAnswer = { readonly verificationId: string; readonly companyId: string; readonly result: "confirmed" | "not_found" | "inactive" };
export type ApiKeyRequest = { readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly memberId?: string };
export type MemberRequest = { readonly name: string; readonly email: string };
export type BankAccountRequest = { readonly currency: string; readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string };
export type RfqInput = { readonly productName: string; readonly hsCode?: string; readonly sourcingType: "stock" | "customised" | "odm"; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly currency: string; readonly targetUnitPrice?: PositiveMoney; readonly budgetMax?: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly destinationCountry: string; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly latestShipOn?: string; readonly depositShareWanted?: string; readonly certifications?: readonly (string)[]; readonly isSampleNeeded: boolean; readonly remarks?: string; readonly quoteBy: string; readonly visibility: "public" | "invited"; readonly invitedSupplierIds?: readonly (string)[]; readonly awardsMax?: number };
export type Quantity = { readonly value: string; readonly unit: string };
export type RfqClosure = { readonly outcome: "stop_quotes" | "end"; readonly reason?: string };
export type QuoteSubmission = { readonly offer: Offer; readonly message?: string };
export type Offer = { readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly packing: readonly (PackingLine)[]; readonly isContainerised?: boolean; readonly isPooled?: boolean; readonly isRefundServiceOrdered?: boolean; readonly importerRegistration?: string; readonly quantity: Quantity; readonly unitPrice: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number; readonly specification: readonly (SpecificationItem)[]; readonly validUntil: string; readonly sampleId?: string; readonly inspectionAql?: string };
export type PackingLine = { readonly packages: number; readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly grossWeightGrams: number; readonly isStackable: boolean };
export type CounterOffer = { readonly parentVersion: number; readonly changes: CounterChanges; readonly message?: string };
export type CounterChanges = { readonly quantity?: Quantity; readonly unitPrice?: PositiveMoney; readonly deliveryTerm?: DeliveryTerm; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly depositShare?: string; readonly productionLeadDays?: number; readonly latestShipOn?: string; readonly graceDays?: number; readonly specification?: readonly (SpecificationItem)[]; readonly validUntil?: string; readonly sampleId?: string | null; readonly inspectionAql?: string | null };
export type QuoteRevision = { readonly parentVersion: number; readonly changes: RevisionChanges; readonly message?: string };
export type RevisionChanges = { readonly productName?: string; readonly hsCode?: string; readonly originCountry?: string; readonly packing?: readonly (PackingLine)[]; readonly isContainerised?: boolean; readonly isPooled?: boolean; readonly isRefundServiceOrdered?: boolean; readonly importerRegistration?: string; readonly quantity?: Quantity; readonly unitPrice?: PositiveMoney; readonly deliveryTerm?: DeliveryTerm; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly depositShare?: string; readonly productionLeadDays?: number; readonly latestShipOn?: string; readonly graceDays?: number; readonly specification?: readonly (SpecificationItem)[]; readonly validUntil?: string; readonly sampleId?: string | null; readonly inspectionAql?: string | null };
export type QuoteAcceptance = { readonly version: number };
export type QuoteEnding = { readonly reason?: string };
export type Product = { readonly title: string; readonly description?: string; readonly modelNumber?: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly unit: string; readonly tierMode: "whole_order"; readonly tiers: readonly (PriceTier)[]; readonly packing: ProductPacking; readonly leadTimeDays: number; readonly leadTimeFrom: "deposit_received" | "sample_approved" | "artwork_approved"; readonly certificates: readonly (Certificate)[]; readonly sampleTerms?: ProductSampleTerms; readonly isListed: boolean; readonly productId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly minimumOrderQuantity: string; readonly createdAt: string; readonly updatedAt: string };
export type ProductPrice = { readonly productId: string; readonly quantity: string; readonly unit: string; readonly tierMode: "whole_order"; readonly tier: PriceTier; readonly total: PositiveMoney; readonly warning?: { readonly code: "cheaper_at_next_tier"; readonly message: string; readonly quantity: string; readonly total: PositiveMoney; readonly saves: PositiveMoney; readonly fromQuantity: string } };
export type Declaration = { readonly declarationId: string; readonly revision: number; readonly direction: "export" | "import"; readonly orderId: string; readonly country: string; readonly state: "prepared" | "lodged" | "accepted" | "queried" | "held" | "duties_assessed" | "released" | "exited" | "rejected" | "cancelled"; readonly declarant: { readonly companyId: string; readonly name: string; readonly country: string; readonly number?: string }; readonly counterparty: { readonly companyId: string; readonly name: string; readonly country: string; readonly number?: string }; readonly deliveryTerm: DeliveryTerm; readonly transportMode: string; readonly invoiceTotal: PositiveMoney; readonly lines: readonly ({ readonly lineId: string; readonly description: string; readonly hsCode: string; readonly originCountry: string; readonly quantity: Quantity; readonly netWeightGrams: number; readonly grossWeightGrams: number; readonly packages: number; readonly value: PositiveMoney })[]; readonly localReference: string; readonly mrn?: string; readonly exportOn?: string; readonly reason?: string; readonly query?: { readonly number: number; readonly text: string; readonly documentsAsked: readonly (string)[]; readonly askedAt: string; readonly answeredAt?: string }; readonly hold?: { readonly reason: string; readonly owner: "authority" | "operator"; readonly since: string; readonly nextCheckAt: string }; readonly quote?: DutyQuote; readonly assessment?: { readonly taxes: readonly ({ readonly typeCode: string; readonly base: Money; readonly rate: string; readonly amount: Money })[]; readonly total: Money; readonly at: string; readonly agreesWithQuote?: boolean }; readonly duty?: { readonly payableId: string; readonly amount: PositiveMoney; readonly requestedAt: string; readonly paidAt?: string }; readonly warnings: readonly (string)[]; readonly createdAt: string };
export type DutyQuote = { readonly kind: "unavailable"; readonly reason: string } | { readonly kind: "quoted"; readonly on: string; readonly customsValue: Money; readonly adjustments: readonly ({ readonly code: string; readonly amount: Money; readonly sign: "added" | "deducted" })[]; readonly exchange: { readonly foreign: string; readonly local: string; readonly published: string; readonly source: string; readonly dateBasis: string }; readonly layers: readonly ({ readonly code: string; readonly title: string; readonly kind: "duty" | "fee" | "tax"; readonly lineId?: string; readonly base: Money; readonly percent: string; readonly amount: Money; readonly source: string; readonly dateBasis: string })[]; readonly duty: Money; readonly fees: Money; readonly tax: Money; readonly total: Money; readonly confidence: "high" | "low"; readonly warnings: readonly (string)[] };
export type Money = { readonly currency: string; readonly amount: string };
export type Escrow = { readonly escrowId: string; readonly kind: "order" | "sample"; readonly subject: string; readonly payerId: string; readonly payeeId: string; readonly state: "open" | "partly_funded" | "funded" | "closed" | "cancelled"; readonly total: PositiveMoney; readonly funded: Money; readonly held: Money; readonly onTheWay: Money; readonly frozen: Money; readonly releasable: Money; readonly released: Money; readonly refunded: Money; readonly instalments: readonly (EscrowInstalment)[]; readonly openedAt: string; readonly updatedAt: string; readonly ledger: { readonly account: string; readonly available: Money; readonly pending: Money }; readonly releases: readonly (EscrowRelease)[]; readonly refunds: readonly (EscrowRefund)[]; readonly freezes: readonly (EscrowFreeze)[] };
export type EscrowInstalment = { readonly name: "deposit" | "balance" | "full"; readonly payableId: string; readonly amount: PositiveMoney; readonly dueAt?: string; readonly fundedAt?: string; readonly method?: string };
export type EscrowRelease = { readonly releaseId: string; readonly state: "approved" | "settled" | "expired" | "refused"; readonly amount?: PositiveMoney; readonly trigger: string; readonly refusedWith?: string; readonly requestedAt: string };
export type EscrowRefund = { readonly refundId: string; readonly state: "asked" | "held" | "sent" | "confirmed" | "returned" | "refused"; readonly amount?: Money; readonly reason: string; readonly refusedWith?: string; readonly payoutId?: string; readonly requestedAt: string };
export type EscrowFreeze = { readonly disputeId: string; readonly amount: Money; readonly isLifted: boolean };
export type EscrowSummary = { readonly escrowId: string; readonly kind: "order" | "sample"; readonly subject: string; readonly payerId: string; readonly payeeId: string; readonly state: "open" | "partly_funded" | "funded" | "closed" | "cancelled"; readonly total: PositiveMoney; readonly funded: Money; readonly held: Money; readonly onTheWay: Money; readonly frozen: Money; readonly releasable: Money; readonly released: Money; readonly refunded: Money; readonly instalments: readonly (EscrowInstalment)[]; readonly openedAt: string; readonly updatedAt: string };
export type Journal = { readonly journalId: string; readonly kind: string; readonly description: string; readonly businessEventId: string; readonly references: Readonly<Record<string, string>>; readonly postedAt: string; readonly postings: readonly (Posting)[] };
export type Posting = { readonly account: string; readonly code: "1010" | "1020" | "1110" | "1120" | "1210" | "1220" | "1300" | "1310" | "2010" | "2020" | "2030" | "2040" | "2045" | "2050" | "2060" | "2070" | "2080" | "2090" | "2100" | "2110" | "2120" | "4010" | "4020" | "4030" | "4040" | "4050" | "4060" | "5010" | "5020" | "5030" | "5040" | "5050" | "9010" | "9011" | "9020" | "9021"; readonly name: string; readonly side: "debit" | "credit"; readonly amount: Money };
export type LedgerAccount = { readonly account: string; readonly code: "1010" | "1020" | "1110" | "1120" | "1210" | "1220" | "1300" | "1310" | "2010" | "2020" | "2030" | "2040" | "2045" | "2050" | "2060" | "2070" | "2080" | "2090" | "2100" | "2110" | "2120" | "4010" | "4020" | "4030" | "4040" | "4050" | "4060" | "5010" | "5020" | "5030" | "5040" | "5050" | "9010" | "9011" | "9020" | "9021"; readonly name: string; readonly available: Money; readonly pending: Money };
export type CurrencyProof = { readonly currency: string; readonly totalDebits: Money; readonly totalCredits: Money; readonly difference: SignedMoney; readonly isBalanced: boolean; readonly safeguarded: SignedMoney; readonly inTransit: SignedMoney; readonly clientLiabilities: SignedMoney; readonly isCovered: boolean };
export type SignedMoney = { readonly currency: string; readonly amount: string };
export type Company = { readonly companyId: string; readonly name: string; readonly country: string; readonly registrationNumber: string; readonly roles: readonly ("buyer" | "exporter" | "lender" | "operator")[]; readonly contactEmail: string; readonly verificationLevel: "unverified" | "basic" | "verified"; readonly screening: "pending" | "clear" | "potential" | "hit" | "lists_unavailable" };
export type NewApiKey = { readonly keyId: string; readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly createdAt: string; readonly revokedAt?: string; readonly secret: string | null };
export type ApiKey = { readonly keyId: string; readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly createdAt: string; readonly revokedAt?: string };
export type Member = { readonly memberId: string; readonly name: string; readonly email: string };
export type BankAccount = { readonly bankAccountId: string; readonly currency: string; readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string };
export type Rfq = { readonly productName: string; readonly hsCode?: string; readonly sourcingType: "stock" | "customised" | "odm"; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly currency: string; readonly targetUnitPrice?: PositiveMoney; readonly budgetMax?: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly destinationCountry: string; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly latestShipOn?: string; readonly depositShareWanted?: string; readonly certifications?: readonly (string)[]; readonly isSampleNeeded: boolean; readonly remarks?: string; readonly quoteBy: string; readonly visibility: "public" | "invited"; readonly invitedSupplierIds?: readonly (string)[]; readonly awardsMax: number; readonly rfqId: string; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly state: "open" | "quota_full" | "expired" | "closed_by_buyer" | "awarded" | "cancelled"; readonly awards: number; readonly quotesTaken: number; readonly quotesMax: number; readonly createdAt: string };
export type Quote = { readonly quoteId: string; readonly rfqId: string; readonly buyerId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly state: "submitted" | "countered" | "revised" | "accepted" | "rejected" | "withdrawn" | "expired"; readonly current: QuoteVersion; readonly warnings: readonly (QuoteWarning)[]; readonly contractId?: string; readonly endReason?: string };
export type QuoteVersion = { readonly version: number; readonly parentVersion: number | null; readonly author: "buyer" | "supplier"; readonly offer: Offer; readonly goodsTotal: PositiveMoney; readonly changed: readonly (string)[]; readonly message?: string; readonly madeAt: string };
export type QuoteWarning = { readonly code: string; readonly message: string };
export type QuoteWithVersions = { readonly quoteId: string; readonly rfqId: string; readonly buyerId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly state: "submitted" | "countered" | "revised" | "accepted" | "rejected" | "withdrawn" | "expired"; readonly current: QuoteVersion; readonly warnings: readonly (QuoteWarning)[]; readonly contractId?: string; readonly endReason?: string; readonly versions: readonly (QuoteVersion)[] };
export type ContractTerms = { readonly contractId: string; readonly rfqId: string; readonly quoteId: string; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly unitPrice: PositiveMoney; readonly goodsTotal: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number; readonly packing: readonly (PackingLine)[]; readonly sampleId?: string; readonly goldenSampleHash?: string; readonly inspectionAql?: string; readonly acceptedAt: string; readonly termsHash: string };
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly code: string; readonly requestId: string; readonly remedy?: string; readonly errors?: readonly ({ readonly pointer: string; readonly message: string })[] };

/** One method an operation of the API. */
export const bindOperations = (send: Send) => ({
  /** List a product */
  createProduct: (input: { readonly body: ProductInput; readonly idempotencyKey?: string }): Promise<Reply<Product>> =>
    send({ method: 'POST', path: '/v1/products', isIdempotent: true, isText: false }, input),
  /** Find products */
  listProducts: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly supplierId?: string; readonly hsCode?: string; readonly q?: string } } = {}): Promise<Reply<{ readonly items: readonly (Product)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/products', isIdempotent: false, isText: false }, input),
  /** Read a product */
  getProduct: (input: { readonly params: { readonly productId: string } }): Promise<Reply<Product>> =>
    send({ method: 'GET', path: '/v1/products/{productId}', isIdempotent: false, isText: false }, input),
  /** Replace a product; only its supplier may */
  updateProduct: (input: { readonly params: { readonly productId: string }; readonly body: ProductInput; readonly ifMatch: string }): Promise<Reply<Product>> =>
    send({ method: 'PUT', path: '/v1/products/{productId}', isIdempotent: false, isText: false }, input),
  /** Price a quantity of a product */
  priceProduct: (input: { readonly params: { readonly productId: string }; readonly query?: { readonly quantity: string } }): Promise<Reply<ProductPrice>> =>
    send({ method: 'GET', path: '/v1/products/{productId}/price', isIdempotent: false, isText: false }, input),
  /** Declare the goods of an order */
  createDeclaration: (input: { readonly body: NewDeclaration; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations', isIdempotent: true, isText: false }, input),
  /** Declarations that your company is party to, newest first */
  listDeclarations: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Declaration)[]; readonly nextCursor?: string }>> =>
    send({ method: 'GET', path: '/v1/declarations', isIdempotent: false, isText: false }, input),
  /** One declaration */
  getDeclaration: (input: { readonly params: { readonly declarationId: string } }): Promise<Reply<Declaration>> =>
    send({ method: 'GET', path: '/v1/declarations/{declarationId}', isIdempotent: false, isText: false }, input),
  /** Answer the authority's query with documents */
  answerQuery: (input: { readonly params: { readonly declarationId: string }; readonly body: QueryAnswer; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations/{declarationId}/query-answer', isIdempotent: true, isText: false }, input),
  /** Correct a rejected declaration */
  correctDeclaration: (input: { readonly params: { readonly declarationId: string }; readonly body: DeclarationCorrection; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations/{declarationId}/correction', isIdempotent: true, isText: false }, input),
  /** Take a declaration back before the authority accepted it */
  cancelDeclaration: (input: { readonly params: { readonly declarationId: string }; readonly body: DeclarationCancellation; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations/{declarationId}/cancellation', isIdempotent: true, isText: false }, input),
  /** What import will cost, layer by layer */
  quoteDuty: (input: { readonly body: DutyQuestion }): Promise<Reply<DutyQuote>> =>
    send({ method: 'POST', path: '/v1/duty-quotes', isIdempotent: false, isText: false }, input),
  /** Read the money rail of a deal */
  getEscrow: (input: { readonly params: { readonly escrowId: string } }): Promise<Reply<Escrow>> =>
    send({ method: 'GET', path: '/v1/escrows/{escrowId}', isIdempotent: false, isText: false }, input),
  /** List the escrows that you pay into or are paid from */
  listEscrows: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (EscrowSummary)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/escrows', isIdempotent: false, isText: false }, input),
  /** List the movements of money that you are party to */
  listJournals: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly reference?: string } } = {}): Promise<Reply<{ readonly items: readonly (Journal)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/ledger/journals', isIdempotent: false, isText: false }, input),
  /** List your accounts with their balances */
  listAccounts: (): Promise<Reply<{ readonly items: readonly (LedgerAccount)[] }>> =>
    send({ method: 'GET', path: '/v1/ledger/accounts', isIdempotent: false, isText: false }, {}),
  /** Prove that no money was made or lost, and that client money is covered */
  getConservationProof: (): Promise<Reply<{ readonly asOf: string; readonly journals: number; readonly isBalanced: boolean; readonly isCovered: boolean; readonly currencies: readonly (CurrencyProof)[] }>> =>
    send({ method: 'GET', path: '/v1/ledger/proof', isIdempotent: false, isText: false }, {}),
  /** Sign a company up and get its first API key */
  registerCompany: (input: { readonly body: CompanyRegistration; readonly idempotencyKey?: string }): Promise<Reply<{ readonly company: Company; readonly apiKey: NewApiKey }>> =>
    send({ method: 'POST', path: '/v1/companies', isIdempotent: true, isText: false }, input),
  /** The company of the calling key */
  getMyCompany: (): Promise<Reply<Company>> =>
    send({ method: 'GET', path: '/v1/companies/me', isIdempotent: false, isText: false }, {}),
  /** Ask the company registry to confirm the company */
  requestVerification: (input: { readonly body: VerificationRequest; readonly idempotencyKey?: string }): Promise<Reply<Company>> =>
    send({ method: 'POST', path: '/v1/companies/me/verification', isIdempotent: true, isText: false }, input),
  /** Create another API key, with the same scopes or fewer */
  createApiKey: (input: { readonly body: ApiKeyRequest; readonly idempotencyKey?: string }): Promise<Reply<NewApiKey>> =>
    send({ method: 'POST', path: '/v1/api-keys', isIdempotent: true, isText: false }, input),
  /** Keys of the company, revoked ones too */
  listApiKeys: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (ApiKey)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/api-keys', isIdempotent: false, isText: false }, input),
  /** Revoke a key; it stops with the next request */
  revokeApiKey: (input: { readonly params: { readonly keyId: string } }): Promise<Reply<undefined>> =>
    send({ method: 'DELETE', path: '/v1/api-keys/{keyId}', isIdempotent: false, isText: false }, input),
  /** Add a person who acts for the company */
  addMember: (input: { readonly body: MemberRequest; readonly idempotencyKey?: string }): Promise<Reply<Member>> =>
    send({ method: 'POST', path: '/v1/members', isIdempotent: true, isText: false }, input),
  /** People who act for the company */
  listMembers: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Member)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/members', isIdempotent: false, isText: false }, input),
  /** Name the account that receives payouts of one currency */
  createBankAccount: (input: { readonly body: BankAccountRequest; readonly idempotencyKey?: string }): Promise<Reply<BankAccount>> =>
    send({ method: 'POST', path: '/v1/bank-accounts', isIdempotent: true, isText: false }, input),
  /** Payout accounts of the company */
  listBankAccounts: (): Promise<Reply<{ readonly items: readonly (BankAccount)[] }>> =>
    send({ method: 'GET', path: '/v1/bank-accounts', isIdempotent: false, isText: false }, {}),
  /** Ask for quotes */
  openRfq: (input: { readonly body: RfqInput; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs', isIdempotent: true, isText: false }, input),
  /** List requests */
  listRfqs: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly view?: "mine" | "open" | "invited" | "quoted" } } = {}): Promise<Reply<{ readonly items: readonly (Rfq)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/rfqs', isIdempotent: false, isText: false }, input),
  /** Read a request */
  getRfq: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<Rfq>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}', isIdempotent: false, isText: false }, input),
  /** Take no more quotes, or end the request */
  closeRfq: (input: { readonly params: { readonly rfqId: string }; readonly body: RfqClosure; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/closure', isIdempotent: true, isText: false }, input),
  /** Quote a request */
  submitQuote: (input: { readonly params: { readonly rfqId: string }; readonly body: QuoteSubmission; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/quotes', isIdempotent: true, isText: false }, input),
  /** Quotes of a request */
  listQuotes: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<{ readonly items: readonly (Quote)[] }>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}/quotes', isIdempotent: false, isText: false }, input),
  /** Read a quote with all its versions */
  getQuote: (input: { readonly params: { readonly quoteId: string } }): Promise<Reply<QuoteWithVersions>> =>
    send({ method: 'GET', path: '/v1/quotes/{quoteId}', isIdempotent: false, isText: false }, input),
  /** Answer a quote with a counter-offer */
  counterQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: CounterOffer; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/counter-offer', isIdempotent: true, isText: false }, input),
  /** Revise a quote */
  reviseQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteRevision; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/revision', isIdempotent: true, isText: false }, input),
  /** Accept the current version */
  acceptQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteAcceptance; readonly idempotencyKey?: string }): Promise<Reply<{ readonly contract: ContractTerms }>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/acceptance', isIdempotent: true, isText: false }, input),
  /** Turn a quote down */
  rejectQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteEnding; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/rejection', isIdempotent: true, isText: false }, input),
  /** Take a quote back */
  withdrawQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteEnding; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/withdrawal', isIdempotent: true, isText: false }, input),
});
