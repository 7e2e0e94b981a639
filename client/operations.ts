// Generated from docs/generated/openapi.json by `npm run openapi`. Do not edit.
import type { Reply, Send } from './transport.ts';

export type ProductImportInput = { readonly format: "csv" | "ndjson"; readonly sizeBytes: number };
export type ProductImageInput = { readonly contentType: "image/jpeg" | "image/png" | "image/webp"; readonly sizeBytes: number; readonly altText?: string };
export type PlacementInput = { readonly validFrom: string; readonly validTo: string };
export type ProductInput = { readonly title: string; readonly description?: string; readonly modelNumber?: string; readonly sku?: string; readonly gtin?: string; readonly categoryPath?: readonly (string)[]; readonly hsCode: string; readonly hsEvidence?: HsEvidence; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly unit: string; readonly tierMode: "whole_order"; readonly tiers: readonly (PriceTier)[]; readonly packing: ProductPacking; readonly leadTimeDays: number; readonly leadTimes?: readonly (LeadTimeBand)[]; readonly leadTimeFrom: "deposit_received" | "sample_approved" | "artwork_approved"; readonly certificates: readonly (Certificate)[]; readonly deliveryTerms?: readonly (DeliveryTerm)[]; readonly sampleTerms?: ProductSampleTerms; readonly isListed: boolean };
export type HsEvidence = { readonly kind: "binding_ruling" | "customs_declaration" | "broker_opinion" | "own_classification"; readonly reference?: string; readonly on?: string };
export type SpecificationItem = { readonly name: string; readonly value: string; readonly tolerance?: string; readonly testMethod?: string };
export type PriceTier = { readonly minQuantity: string; readonly unitPrice: PositiveMoney };
export type PositiveMoney = { readonly currency: string; readonly amount: string };
export type ProductPacking = { readonly unitsPerPackage: string; readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly netWeightGrams: number; readonly grossWeightGrams: number; readonly isStackable: boolean };
export type LeadTimeBand = { readonly minQuantity: string; readonly days: number };
export type Certificate = { readonly name: string; readonly number?: string; readonly issuedBy?: string; readonly validUntil?: string };
export type DeliveryTerm = { readonly incoterm: "EXW" | "FCA" | "FAS" | "FOB" | "CFR" | "CIF" | "CPT" | "CIP" | "DAP" | "DPU" | "DDP"; readonly place: string; readonly placeKind?: "seller_premises" | "terminal" };
export type ProductSampleTerms = { readonly unitPrice: PositiveMoney; readonly quantityMax: number; readonly leadTimeDays: number; readonly creditFromQuantity?: string };
export type NewDeclaration = { readonly orderId: string; readonly direction: "export" | "import"; readonly declarantNumber?: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number; readonly exportOn?: string; readonly charges?: CustomsCharges };
export type CustomsCharges = { readonly freight?: PositiveMoney; readonly insurance?: PositiveMoney; readonly insuranceRate?: string; readonly inlandFreight?: PositiveMoney };
export type NewImportEntry = { readonly orders: readonly ({ readonly orderId: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number })[]; readonly declarantNumber?: string; readonly charges?: CustomsCharges };
export type QueryAnswer = { readonly documents: readonly (SupportingDocument)[]; readonly statement?: string };
export type SupportingDocument = { readonly kind: string; readonly reference: string; readonly issuedOn?: string };
export type DeclarationCorrection = { readonly reason: string; readonly declarantNumber?: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number; readonly exportOn?: string; readonly charges?: CustomsCharges; readonly orders?: readonly ({ readonly orderId: string; readonly hsCode?: string; readonly description?: string; readonly netWeightGrams?: number })[] };
export type DeclarationCancellation = { readonly reason: string };
export type DeclarationResumption = { readonly reason: string };
export type DutyQuestion = { readonly country: string; readonly on?: string; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly deliveryTerm: DeliveryTerm; readonly hsCode: string; readonly originCountry: string; readonly value: PositiveMoney; readonly charges?: CustomsCharges };
export type FreightQuestion = { readonly sailingId: string; readonly pieces: readonly (Pieces)[]; readonly deliveryTerm?: DeliveryTerm };
export type Pieces = { readonly count: number; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly grossWeightGrams: number; readonly isStackable: boolean; readonly handling?: CargoHandling };
export type CargoHandling = { readonly uprights?: readonly ("length" | "width" | "height")[]; readonly loadOnTopKgMax?: number; readonly isFragile?: boolean; readonly dangerousGoods?: { readonly class: "1" | "3" | "7" | "8" | "9" | "2.1" | "2.2" | "2.3" | "4.1" | "4.2" | "4.3" | "5.1" | "5.2" | "6.1" | "6.2"; readonly unNumber: string; readonly packingGroup?: "I" | "II" | "III"; readonly declarationNumber?: string }; readonly isFood?: boolean; readonly isOdorous?: boolean; readonly isWet?: boolean; readonly temperatureCelsius?: { readonly min: number; readonly max: number }; readonly woodPacking?: "ispm15" | "unmarked" };
export type NewConsignment = { readonly orderId: string; readonly sailingId?: string; readonly cheapest?: { readonly from: string; readonly to: string; readonly until?: string; readonly readyOn?: string }; readonly pieces?: readonly (Pieces)[]; readonly marks?: string; readonly reference?: string };
export type CfsReceipt = { readonly warehouseReceipt: string; readonly pieces?: readonly (Pieces)[] };
export type RequoteAcceptance = { readonly cap: PositiveMoney };
export type OverDimensionApproval = { readonly reason: string };
export type ConsignmentWithdrawal = { readonly reason: string };
export type DeliveryOrderRelease = { readonly reason: string };
export type UnitWeighing = { readonly unit: number; readonly grossMassKg: number; readonly certificate: string; readonly seals?: readonly (string)[] };
export type PoolResumption = { readonly reason: string };
export type InvoiceDisputeDecision = { readonly outcome: "credited" | "accepted"; readonly reason: string };
export type FxUnwindingRequest = { readonly atFault: "house" | string; readonly reason: string };
export type Money = { readonly currency: string; readonly amount: string };
export type WebhookEndpointRequest = { readonly url: string; readonly eventTypes?: readonly (string)[] };
export type WebhookSecretRotation = Readonly<Record<string, never>>;
export type EventReplay = { readonly endpointId?: string };
export type InspectionReport = { readonly lotSize: number; readonly sampleSize: number; readonly critical: number; readonly major: number; readonly minor: number };
export type EvidenceInput = { readonly kind: "photo" | "inspection_report" | "correspondence" | "transport_document" | "contract" | "payment_slip" | "other"; readonly description: string; readonly sha256?: string };
export type CompanyRegistration = { readonly name: string; readonly country: string; readonly registrationNumber: string; readonly roles: readonly ("buyer" | "exporter" | "lender")[]; readonly contactName: string; readonly contactEmail: string };
export type VerificationRequest = Readonly<Record<string, never>>;
export type Suspension = { readonly reason: string };
export type RegistryAnswer = { readonly verificationId: string; readonly companyId: string; readonly result: "confirmed" | "not_found" | "inactive"; readonly ownerNumbers?: readonly (string)[] };
export type ApiKeyRequest = { readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly memberId?: string };
export type MemberRequest = { readonly name: string; readonly email: string };
export type BankAccountRequest = { readonly currency: string; readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string };
export type NameConfirmation = { readonly reason: string };
export type ConsentRequest = { readonly partnerId: string; readonly purpose: string; readonly dataClasses: readonly ("trade_summary" | "trade_events" | "credit_profile" | "repayment_history")[]; readonly expiresAt?: string };
export type PurchaseInvoice = { readonly number: string; readonly exVatAmount: PositiveMoney; readonly vatRate: string; readonly kind: "special" | "ordinary"; readonly lines?: readonly (InvoiceLine)[] };
export type InvoiceLine = { readonly description: string; readonly hsCode: string; readonly quantity: Quantity };
export type Quantity = { readonly value: string; readonly unit: string };
export type SampleRequest = { readonly supplierId: string; readonly kind: "stock" | "custom" | "pre_production" | "golden"; readonly productName: string; readonly productId?: string; readonly quoteId?: string; readonly hsCode?: string; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly courierAccount?: { readonly carrier: string; readonly accountNumber: string }; readonly shipTo: { readonly addressLine: string; readonly city: string; readonly postcode?: string; readonly country: string }; readonly remarks?: string };
export type SampleQuoteInput = { readonly unitPrice: Money; readonly toolingFee?: PositiveMoney; readonly courierFee?: PositiveMoney; readonly customsValue: PositiveMoney; readonly leadDays: number; readonly graceDays: number; readonly validUntil: string; readonly credit?: SampleCreditPolicy };
export type SampleCreditPolicy = { readonly bulkQuantityMin: string; readonly bulkAmountMin?: PositiveMoney; readonly amountMax?: PositiveMoney; readonly expiresOn: string; readonly includesCourier: boolean };
export type SampleReason = { readonly reason: string };
export type SampleQuoteAcceptance = { readonly quoteVersion: number };
export type SampleDispatch = { readonly carrier: string; readonly trackingNumber: string };
export type Nothing = Readonly<Record<string, never>>;
export type SampleVerdict = { readonly outcome: "approved"; readonly sealedUnits: readonly (SealedUnit)[]; readonly photoSha256s?: readonly (string)[]; readonly remarks?: string } | { readonly outcome: "approved_with_changes"; readonly changes: readonly (SpecificationItem)[]; readonly sealedUnits: readonly (SealedUnit)[]; readonly photoSha256s?: readonly (string)[]; readonly remarks?: string } | { readonly outcome: "rejected"; readonly ground: "not_wanted" | "not_to_specification"; readonly findings?: readonly (SampleFinding)[]; readonly remarks?: string };
export type SealedUnit = { readonly keeper: "buyer" | "supplier" | "inspector"; readonly sealNumber: string };
export type SampleFinding = { readonly item: string; readonly measured: string };
export type ResampleOffer = { readonly leadDays: number };
export type SampleDetermination = { readonly outcome: "release" | "refund"; readonly reason: string };
export type RfqOpening = { readonly productName: string; readonly description?: unknown & unknown; readonly language?: string; readonly hsCode?: string; readonly category?: string; readonly sourcingType: "stock" | "customised" | "odm"; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly currency: string; readonly targetUnitPrice?: PositiveMoney; readonly budgetMax?: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly destinationCountry: string; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly latestShipOn?: string; readonly depositShareWanted?: string; readonly certifications?: readonly (string)[]; readonly isSampleNeeded: boolean; readonly remarks?: string; readonly quoteBy: string; readonly visibility: "public" | "invited"; readonly invitedSupplierIds?: readonly (string)[]; readonly originCountries?: readonly (string)[]; readonly isMatchingWanted?: boolean; readonly awardsMax?: number; readonly isDraft?: boolean };
export type RfqInput = { readonly productName: string; readonly description?: unknown & unknown; readonly language?: string; readonly hsCode?: string; readonly category?: string; readonly sourcingType: "stock" | "customised" | "odm"; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly currency: string; readonly targetUnitPrice?: PositiveMoney; readonly budgetMax?: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly destinationCountry: string; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly latestShipOn?: string; readonly depositShareWanted?: string; readonly certifications?: readonly (string)[]; readonly isSampleNeeded: boolean; readonly remarks?: string; readonly quoteBy: string; readonly visibility: "public" | "invited"; readonly invitedSupplierIds?: readonly (string)[]; readonly originCountries?: readonly (string)[]; readonly isMatchingWanted?: boolean; readonly awardsMax?: number };
export type RfqClosure = { readonly outcome: "stop_quotes" | "end"; readonly reason?: string };
export type QuoteSubmission = { readonly offer: Offer; readonly message?: string };
export type Offer = { readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly packing: readonly (PackingLine)[]; readonly isContainerised?: boolean; readonly isPooled?: boolean; readonly isRefundServiceOrdered?: boolean; readonly importerRegistration?: string; readonly quantity: Quantity; readonly unitPrice: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number; readonly specification: readonly (SpecificationItem)[]; readonly validUntil: string; readonly sampleId?: string; readonly inspectionAql?: string; readonly inspectionMinorAql?: string; readonly inspectionCriticalAql?: string; readonly interimInstalments?: readonly (InterimInstalment)[]; readonly milestones?: readonly (Milestone)[]; readonly lateDelivery?: LateDeliveryTerms; readonly isReleasedByIncoterm?: boolean };
export type PackingLine = { readonly packages: number; readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly grossWeightGrams: number; readonly isStackable: boolean; readonly handling?: CargoHandling };
export type InterimInstalment = { readonly share: string; readonly daysAfterDeposit: number };
export type Milestone = { readonly share: string; readonly trigger: "production_started" | "inspection_passed" | "on_board" | "documents_presented" | "delivered" | "accepted" };
export type LateDeliveryTerms = { readonly measuredAt: "shipment" | "delivery"; readonly dueOn?: string; readonly freeDays: number; readonly sharePerDay: string; readonly capShare: string };
export type CounterOffer = { readonly parentVersion: number; readonly changes: CounterChanges; readonly message?: string };
export type CounterChanges = { readonly quantity?: Quantity; readonly unitPrice?: PositiveMoney; readonly deliveryTerm?: DeliveryTerm; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly depositShare?: string; readonly productionLeadDays?: number; readonly latestShipOn?: string; readonly graceDays?: number; readonly specification?: readonly (SpecificationItem)[]; readonly validUntil?: string; readonly sampleId?: string | null; readonly inspectionAql?: string | null; readonly inspectionMinorAql?: string | null; readonly inspectionCriticalAql?: string | null; readonly interimInstalments?: readonly (InterimInstalment)[] | null; readonly milestones?: readonly (Milestone)[] | null; readonly lateDelivery?: LateDeliveryTerms | null; readonly isReleasedByIncoterm?: boolean };
export type QuoteRevision = { readonly parentVersion: number; readonly changes: RevisionChanges; readonly message?: string };
export type RevisionChanges = { readonly productName?: string; readonly hsCode?: string; readonly originCountry?: string; readonly packing?: readonly (PackingLine)[]; readonly isContainerised?: boolean; readonly isPooled?: boolean; readonly isRefundServiceOrdered?: boolean; readonly importerRegistration?: string; readonly quantity?: Quantity; readonly unitPrice?: PositiveMoney; readonly deliveryTerm?: DeliveryTerm; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly depositShare?: string; readonly productionLeadDays?: number; readonly latestShipOn?: string; readonly graceDays?: number; readonly specification?: readonly (SpecificationItem)[]; readonly validUntil?: string; readonly sampleId?: string | null; readonly inspectionAql?: string | null; readonly inspectionMinorAql?: string | null; readonly inspectionCriticalAql?: string | null; readonly interimInstalments?: readonly (InterimInstalment)[] | null; readonly milestones?: readonly (Milestone)[] | null; readonly lateDelivery?: LateDeliveryTerms | null; readonly isReleasedByIncoterm?: boolean };
export type QuoteAcceptance = { readonly version: number };
export type QuoteEnding = { readonly reason?: string };
export type MessageInput = { readonly text: unknown & unknown; readonly language?: string; readonly terms?: RevisionChanges };
export type DifferenceInput = { readonly messageNumber: number; readonly terms: RevisionChanges };
export type DifferenceAnswer = { readonly answer: "adopt" | "drop" };
export type GroupBuyInput = { readonly terms: { readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number }; readonly unit: string; readonly tiers: readonly ({ readonly minQuantity: number; readonly unitPrice: PositiveMoney })[]; readonly quantityMax: number; readonly package: { readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly grossWeightGrams: number; readonly isStackable: boolean; readonly handling?: CargoHandling; readonly units: number }; readonly closesAt: string };
export type GroupShareInput = { readonly quantity: number; readonly unitPriceMax: PositiveMoney };
export type TranslationInput = { readonly language: string };
export type MessageTranslationInput = { readonly language: string; readonly messageNumber: number };
export type ProductImport = { readonly importId: string; readonly format: "csv" | "ndjson"; readonly sizeBytes: number; readonly state: "awaiting_upload" | "running" | "finished" | "failed" | "cancelled"; readonly offset: number; readonly created: number; readonly rejected: number; readonly duplicates: number; readonly failure?: string; readonly upload?: Upload; readonly createdAt: string; readonly updatedAt: string };
export type Upload = { readonly method: "PUT"; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly expiresAt: string };
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly code: string; readonly requestId: string; readonly remedy?: string; readonly errors?: readonly ({ readonly pointer: string; readonly message: string })[] };
export type ImportReportLine = { readonly line: number; readonly kind: "rejected" | "duplicate"; readonly faults: readonly ({ readonly field: string; readonly what: string; readonly remedy: string })[] };
export type ProductImage = { readonly imageId: string; readonly contentType: string; readonly sizeBytes: number; readonly altText?: string; readonly state: "awaiting_upload" | "ready"; readonly url?: string; readonly upload?: Upload };
export type Placement = { readonly validFrom: string; readonly validTo: string; readonly placementId: string; readonly markedAt: string; readonly endedAt?: string };
export type SupplierRecord = { readonly supplierId: string; readonly verification: "unverified" | "basic" | "verified"; readonly orders: number; readonly lateOrders: number; readonly disputedOrders: number; readonly invitations: number; readonly answeredInTime: number; readonly openInvitations: number; readonly provenGoods: readonly ({ readonly hsCode: string; readonly originCountry: string })[] };
export type Product = { readonly title: string; readonly description?: string; readonly modelNumber?: string; readonly sku?: string; readonly gtin?: string; readonly categoryPath?: readonly (string)[]; readonly hsCode: string; readonly hsEvidence?: HsEvidence; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly unit: string; readonly tierMode: "whole_order"; readonly tiers: readonly (PriceTier)[]; readonly packing: ProductPacking; readonly leadTimeDays: number; readonly leadTimes?: readonly (LeadTimeBand)[]; readonly leadTimeFrom: "deposit_received" | "sample_approved" | "artwork_approved"; readonly certificates: readonly (Certificate)[]; readonly deliveryTerms?: readonly (DeliveryTerm)[]; readonly sampleTerms?: ProductSampleTerms; readonly isListed: boolean; readonly productId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly minimumOrderQuantity: string; readonly claims?: readonly (ProductClaim)[]; readonly createdAt: string; readonly updatedAt: string };
export type ProductClaim = { readonly claim: "supplier" | "hs_code" | "origin" | "certificates"; readonly provenance: "verified" | "observed" | "self_declared"; readonly note: string };
export type SearchResult = { readonly items: readonly ({ readonly product: Product; readonly score: number; readonly isPaidPlacement: boolean; readonly explanation?: MatchExplanation })[]; readonly indexVersion: string; readonly next?: string };
export type MatchExplanation = { readonly ranker: string; readonly words: readonly (MatchedWord)[]; readonly parts: readonly ({ readonly name: string; readonly points: number })[] };
export type MatchedWord = { readonly word: string; readonly kind: string; readonly points: number };
export type ProductPrice = { readonly productId: string; readonly quantity: string; readonly unit: string; readonly tierMode: "whole_order"; readonly tier: PriceTier; readonly total: PositiveMoney; readonly warning?: { readonly code: "cheaper_at_next_tier"; readonly message: string; readonly quantity: string; readonly total: PositiveMoney; readonly saves: PositiveMoney; readonly fromQuantity: string } };
export type CreditProfile = { readonly companyId: string; readonly asOf: string; readonly currency: string; readonly features: Readonly<Record<string, string>>; readonly score: string; readonly defaultProbability: string; readonly limit: Money; readonly basis: "trade_record" | "starter" | "none"; readonly exposure: Money; readonly available: Money; readonly reasons: readonly (CreditReason)[]; readonly modelVersion: string; readonly snapshotHash: string };
export type CreditReason = { readonly code: string; readonly text: string };
export type CreditApplication = { readonly applicationId: string; readonly product: "deferred_payment"; readonly state: "submitted" | "offered" | "declined" | "accepted" | "expired"; readonly orderId: string; readonly payableId: string; readonly amount: PositiveMoney; readonly tenorDays: number; readonly lendersAsked: number; readonly lendersAnswered: number; readonly offers: readonly (LenderOffer)[]; readonly declines: readonly ({ readonly lenderId: string; readonly reasons: readonly (CreditReason)[] })[]; readonly score: string; readonly modelVersion: string; readonly snapshotHash: string; readonly closesAt: string; readonly loanId?: string; readonly createdAt: string };
export type LenderOffer = { readonly offerId: string; readonly lenderId: string; readonly state: "offered" | "accepted" | "released"; readonly annualRate: string; readonly interest: Money; readonly fee: Money; readonly total: PositiveMoney; readonly apr: string; readonly isFirm: boolean; readonly expiresAt: string };
export type Loan = { readonly loanId: string; readonly applicationId: string; readonly borrowerId: string; readonly lenderId: string; readonly orderId: string; readonly payableId: string; readonly state: "approved" | "reserved" | "awaiting_funds" | "drawn" | "running" | "overdue" | "charges_due" | "repaid" | "closed" | "declined" | "withdrawn" | "written_off"; readonly principal: PositiveMoney; readonly interest: Money; readonly fee: Money; readonly total: PositiveMoney; readonly outstanding: Money; readonly annualRate: string; readonly tenorDays: number; readonly drawnAt?: string; readonly dueAt?: string; readonly dueParts: readonly ({ readonly amount: PositiveMoney; readonly dueAt?: string })[]; readonly repaymentPayableId: string; readonly lateCharges?: { readonly payableId: string; readonly amount: PositiveMoney; readonly paidAt?: string; readonly waivedAt?: string }; readonly repaidAt?: string; readonly payoutId: string; readonly reason?: string; readonly hold?: { readonly reason: string; readonly owner: string; readonly since: string }; readonly createdAt: string; readonly updatedAt: string };
export type Declaration = { readonly declarationId: string; readonly revision: number; readonly direction: "export" | "import"; readonly orderId: string; readonly otherOrderIds?: readonly (string)[]; readonly country: string; readonly state: "prepared" | "lodged" | "accepted" | "queried" | "held" | "duties_assessed" | "released" | "exited" | "rejected" | "cancelled"; readonly declarant: { readonly companyId: string; readonly name: string; readonly country: string; readonly number?: string }; readonly counterparty: { readonly companyId: string; readonly name: string; readonly country: string; readonly number?: string }; readonly deliveryTerm: DeliveryTerm; readonly transportMode: string; readonly invoiceTotal: PositiveMoney; readonly lines: readonly ({ readonly lineId: string; readonly description: string; readonly hsCode: string; readonly originCountry: string; readonly quantity: Quantity; readonly netWeightGrams: number; readonly grossWeightGrams: number; readonly packages: number; readonly value: PositiveMoney; readonly orderId?: string; readonly seller?: { readonly companyId: string; readonly name: string; readonly country: string; readonly number?: string } })[]; readonly localReference: string; readonly mrn?: string; readonly exportOn?: string; readonly reason?: string; readonly query?: { readonly number: number; readonly text: string; readonly documentsAsked: readonly (string)[]; readonly askedAt: string; readonly answeredAt?: string }; readonly hold?: { readonly reason: string; readonly owner: "authority" | "operator"; readonly since: string; readonly nextCheckAt: string }; readonly quote?: DutyQuote; readonly assessment?: { readonly taxes: readonly ({ readonly typeCode: string; readonly base: Money; readonly rate: string; readonly amount: Money })[]; readonly total: Money; readonly at: string; readonly agreesWithQuote?: boolean }; readonly duty?: { readonly payableId: string; readonly amount: PositiveMoney; readonly requestedAt: string; readonly paidAt?: string }; readonly warnings: readonly (string)[]; readonly createdAt: string };
export type DutyQuote = { readonly kind: "unavailable"; readonly reason: string } | { readonly kind: "quoted"; readonly on: string; readonly customsValue: Money; readonly adjustments: readonly ({ readonly code: string; readonly amount: Money; readonly sign: "added" | "deducted" })[]; readonly exchange: { readonly foreign: string; readonly local: string; readonly published: string; readonly source: string; readonly dateBasis: string }; readonly layers: readonly ({ readonly code: string; readonly title: string; readonly kind: "duty" | "fee" | "tax"; readonly lineId?: string; readonly base: Money; readonly percent: string; readonly amount: Money; readonly source: string; readonly dateBasis: string })[]; readonly duty: Money; readonly fees: Money; readonly tax: Money; readonly total: Money; readonly confidence: "high" | "low"; readonly warnings: readonly (string)[] };
export type Escrow = { readonly escrowId: string; readonly kind: "order" | "sample"; readonly subject: string; readonly payerId: string; readonly payeeId: string; readonly state: "open" | "partly_funded" | "funded" | "closed" | "cancelled"; readonly total: PositiveMoney; readonly funded: Money; readonly held: Money; readonly onTheWay: Money; readonly frozen: Money; readonly releasable: Money; readonly released: Money; readonly refunded: Money; readonly chargedBack: Money; readonly instalments: readonly (EscrowInstalment)[]; readonly openedAt: string; readonly updatedAt: string; readonly ledger: { readonly account: string; readonly available: Money; readonly pending: Money }; readonly releases: readonly (EscrowRelease)[]; readonly refunds: readonly (EscrowRefund)[]; readonly freezes: readonly (EscrowFreeze)[]; readonly chargebacks: readonly (EscrowChargeback)[]; readonly holds: readonly (EscrowHold)[] };
export type EscrowInstalment = { readonly name: "deposit" | "interim_1" | "interim_2" | "interim_3" | "balance" | "full"; readonly payableId: string; readonly amount: PositiveMoney; readonly dueAt?: string; readonly fundedAt?: string; readonly method?: string; readonly chargedBackAt?: string; readonly replaces?: string };
export type EscrowRelease = { readonly releaseId: string; readonly state: "approved" | "settled" | "expired" | "refused"; readonly amount?: PositiveMoney; readonly trigger: string; readonly conditions?: readonly ({ readonly trigger: string; readonly eventId: string; readonly sequence: number; readonly satisfiedAt: string })[]; readonly conditionEventIds: readonly (string)[]; readonly refusedWith?: string; readonly requestedAt: string };
export type EscrowRefund = { readonly refundId: string; readonly state: "waiting" | "asked" | "held" | "sent" | "confirmed" | "returned" | "refused"; readonly amount?: Money; readonly reason: string; readonly refusedWith?: string; readonly payoutId?: string; readonly toLenders?: readonly ({ readonly loanId: string; readonly lenderId: string; readonly amount: PositiveMoney })[]; readonly requestedAt: string };
export type EscrowFreeze = { readonly disputeId: string; readonly amount: Money; readonly isLifted: boolean };
export type EscrowChargeback = { readonly chargebackId: string; readonly payableId: string; readonly instalment: string; readonly reason: string; readonly state: "booked" | "reversed"; readonly fromEscrow: Money; readonly fromSeller: Money; readonly fromPayer: Money; readonly replacementPayableId?: string };
export type EscrowHold = { readonly payableId: string; readonly rail: string; readonly amount: PositiveMoney; readonly state: "running" | "expiring" | "chosen" | "safeguarded" | "lapsed" | "ended"; readonly holdDeadlineAt: string; readonly atLimit: "refund" | "settles_to_house"; readonly choice?: { readonly by: "payer" | "payee" | "operator"; readonly what: "release" | "refund" | "safeguarded"; readonly at: string }; readonly source: string };
export type EscrowSummary = { readonly escrowId: string; readonly kind: "order" | "sample"; readonly subject: string; readonly payerId: string; readonly payeeId: string; readonly state: "open" | "partly_funded" | "funded" | "closed" | "cancelled"; readonly total: PositiveMoney; readonly funded: Money; readonly held: Money; readonly onTheWay: Money; readonly frozen: Money; readonly releasable: Money; readonly released: Money; readonly refunded: Money; readonly chargedBack: Money; readonly instalments: readonly (EscrowInstalment)[]; readonly openedAt: string; readonly updatedAt: string };
export type Sailing = { readonly sailingId: string; readonly mode: "sea" | "air"; readonly carrier: string; readonly vesselOrFlight: string; readonly voyage: string; readonly portOfLoading: string; readonly portOfDischarge: string; readonly etd: string; readonly eta: string; readonly cfsCutOffAt: string; readonly documentsCutOffAt: string; readonly verifiedMassCutOffAt: string; readonly yardCutOffAt: string; readonly freeWithdrawalUntil: string; readonly timeZone: string; readonly tariff: { readonly currency: string; readonly lcl?: { readonly perRevenueTon: Money; readonly perBill: Money }; readonly containers: readonly ({ readonly type: string; readonly allIn: Money })[]; readonly air?: { readonly breaks: readonly ({ readonly fromKg: number; readonly perKg: Money })[]; readonly perBill: Money }; readonly isAllIn: boolean } };
export type FreightQuote = { readonly standAlone: Money; readonly pooledEstimate: Money; readonly cap: Money };
export type QuotedCharge = { readonly code: string; readonly name: string; readonly leg: "exportPacking" | "exportLoading" | "preCarriage" | "exportClearance" | "originTerminal" | "vesselLoading" | "mainCarriage" | "insurance" | "destinationTerminal" | "finalUnloading" | "importClearance" | "onCarriage"; readonly payer?: "seller" | "buyer"; readonly terms: "prepaid" | "collect"; readonly amount: Money; readonly because: string; readonly figures: ChargeFigures; readonly source: string };
export type ChargeFigures = { readonly basis: "per_revenue_ton" | "per_bill" | "per_container" | "per_kg" | "percent_of" | "capped"; readonly quantity?: string; readonly rate?: Money; readonly percent?: string; readonly of?: readonly (string)[]; readonly minimum?: Money; readonly maximum?: Money; readonly validFrom?: string };
export type Consignment = { readonly consignmentId: string; readonly orderId: string; readonly poolId: string; readonly sailingId: string; readonly state: "joined" | "received" | "requoted" | "planned" | "on_board" | "held" | "arrived" | "delivered" | "left_out" | "withdrawn"; readonly assignment?: { readonly shipBy: string; readonly readyOn?: string }; readonly shipper: { readonly companyId: string; readonly name: string; readonly country: string }; readonly consignee: { readonly companyId: string; readonly name: string; readonly country: string }; readonly goods: string; readonly marks: string; readonly reference?: string; readonly pieces: readonly (Pieces)[]; readonly measures: { readonly packages: number; readonly grossWeightKg: string; readonly volumeCubicMetres: string; readonly revenueTons: string; readonly airChargeableKg: string }; readonly isMeasuredByCfs: boolean; readonly flags: readonly ({ readonly pointer: string; readonly reason: "over_dimension" })[]; readonly quote: FreightQuote; readonly charge?: { readonly amount: Money; readonly payer: "seller" | "buyer"; readonly payerId: string }; readonly isExportCleared: boolean; readonly houseBillNumber?: string; readonly reason?: string; readonly createdAt: string };
export type FreightCharges = { readonly consignmentId: string; readonly deliveryTerm: string; readonly you: readonly ("seller" | "buyer")[]; readonly quoted: { readonly charges: readonly (QuotedCharge)[]; readonly contingent: readonly (QuotedCharge)[]; readonly total: Money }; readonly charged?: { readonly lines: readonly ({ readonly code: string; readonly name: string; readonly leg: "exportPacking" | "exportLoading" | "preCarriage" | "exportClearance" | "originTerminal" | "vesselLoading" | "mainCarriage" | "insurance" | "destinationTerminal" | "finalUnloading" | "importClearance" | "onCarriage"; readonly payer: "seller" | "buyer"; readonly amount: Money; readonly because: string })[]; readonly total: Money } };
export type FreightShare = { readonly consignmentId: string; readonly poolId: string; readonly method: string; readonly rule: string; readonly invoice: { readonly total: Money; readonly ownLinesOfAll: Money; readonly common: Money; readonly deadFreight: Money; readonly shared: Money }; readonly numbers: ShareNumbers; readonly share: { readonly common: Money; readonly ownLines: Money; readonly total: Money; readonly savedPercent: string; readonly shapley?: Money }; readonly others: { readonly members: number; readonly standAloneTotal: Money; readonly commonTotal: Money; readonly absorbedByHouse: Money }; readonly proof: { readonly sums: boolean; readonly isWithinCap: boolean; readonly isNoWorseThanAlone: boolean; readonly isStable: boolean; readonly groupsExamined: number; readonly isExhaustive: boolean; readonly worstExcess: SignedMoney; readonly leastCoreExcess?: Money } };
export type ShareNumbers = { readonly standAlone: Money; readonly cap: Money; readonly isCapped: boolean; readonly cappedMembers: number; readonly cappedTotal: Money; readonly left: Money; readonly openStandAloneTotal: Money; readonly unitsLeft: number; readonly yourPlace: number; readonly equalPercentage: Money; readonly moved: SignedMoney };
export type SignedMoney = { readonly currency: string; readonly amount: string };
export type Tracking = { readonly consignmentId: string; readonly state: "joined" | "received" | "requoted" | "planned" | "on_board" | "held" | "arrived" | "delivered" | "left_out" | "withdrawn"; readonly vesselOrFlight: string; readonly voyage: string; readonly milestones: readonly ({ readonly code: "gated_in" | "on_board" | "departed" | "arrived" | "discharged" | "gated_out" | "delivered"; readonly plannedAt?: string; readonly estimatedAt?: string; readonly actualAt?: string; readonly actualAtLocal?: string; readonly place?: string; readonly offsetMinutes?: number })[]; readonly lastEventAt?: string; readonly hoursSinceLastEvent?: number; readonly isStale: boolean; readonly hold?: string };
export type DcsaEvent = { readonly eventID: string; readonly isRetracted?: boolean; readonly eventDateTime?: string };
export type ConsolidatedFreight = { readonly consolidatedOrderId: string; readonly consignments: readonly (Consignment)[]; readonly voyages: readonly ({ readonly poolId: string; readonly sailingId: string; readonly vesselOrFlight: string; readonly voyage: string; readonly portOfDischarge: string; readonly eta: string; readonly consignmentIds: readonly (string)[]; readonly arrival?: { readonly arrivedAt: string; readonly freeUntil: string; readonly storageFrom: string } })[]; readonly bill: { readonly payableIds: readonly (string)[]; readonly totals: readonly (Money)[]; readonly lines: readonly ({ readonly consignmentId: string; readonly payableId: string; readonly amount: Money })[] } };
export type PaperSummary = { readonly name: string; readonly kind: "house-bill" | "arrival-notice" | "delivery-order" | "booking-request" | "booking-confirmation" | "shipping-instructions" | "master-bill" | "verified-mass"; readonly standard: string; readonly reference: string; readonly version: number; readonly state: "valid" | "void"; readonly hash: string; readonly issuedAt: string; readonly replaces?: { readonly version: number; readonly hash: string; readonly why: string } };
export type Paper = { readonly name: string; readonly kind: "house-bill" | "arrival-notice" | "delivery-order" | "booking-request" | "booking-confirmation" | "shipping-instructions" | "master-bill" | "verified-mass"; readonly standard: string; readonly reference: string; readonly version: number; readonly state: "valid" | "void"; readonly hash: string; readonly issuedAt: string; readonly replaces?: { readonly version: number; readonly hash: string; readonly why: string }; readonly document: Readonly<Record<string, unknown>> };
export type DeliveryOrder = { readonly consignmentId: string; readonly deliveryOrderNumber: string; readonly state: "held" | "overdue" | "released" | "misdelivered"; readonly houseBillNumber?: string; readonly place: string; readonly conditions: readonly ({ readonly name: "freight" | "duty" | "escrow"; readonly isMet: boolean; readonly why: string })[]; readonly arrivedAt: string; readonly freeUntil: string; readonly storageFrom: string; readonly daysOver: number; readonly releasedAt?: string; readonly reason?: string };
export type Pool = { readonly poolId: string; readonly state: "open" | "cut_off" | "cleared" | "planned" | "booked" | "refused" | "confirmed" | "allocated" | "documented" | "rolled" | "sailed" | "arrived" | "delivered" | "closed" | "cancelled"; readonly sailing: Sailing; readonly members: number; readonly fillPercent: number; readonly plan?: { readonly equipment: string; readonly cost: Money; readonly options: readonly ({ readonly equipment: string; readonly cost: Money; readonly isFeasible: boolean; readonly why?: string })[] }; readonly allocation?: { readonly method: string; readonly rule: string; readonly invoiceTotal: Money; readonly commonTotal: Money; readonly deadFreight: Money; readonly absorbedByHouse: Money; readonly standAloneTotal: Money; readonly proof: { readonly isStable: boolean; readonly groupsExamined: number; readonly isExhaustive: boolean; readonly worstExcess: SignedMoney; readonly leastCoreExcess?: Money } }; readonly yours: readonly ({ readonly consignmentId: string; readonly standAlone: Money; readonly cap: Money; readonly common?: Money; readonly direct?: Money; readonly total?: Money; readonly shapley?: Money })[]; readonly hold?: string };
export type LoadPlan = { readonly poolId: string; readonly hash: string; readonly yourPieces: readonly ({ readonly unit: number; readonly number: number; readonly consignmentId: string; readonly label: string; readonly grossWeightGrams: number; readonly fromBackMm: number; readonly acrossMm: number; readonly upMm: number; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number })[]; readonly units?: readonly ({ readonly unit: number; readonly type: string; readonly pieces: number; readonly cargoWeightGrams: number; readonly fillPercent: number })[]; readonly loading?: { readonly unit: number; readonly pieces: readonly ({ readonly unit: number; readonly number: number; readonly consignmentId: string; readonly label: string; readonly grossWeightGrams: number; readonly fromBackMm: number; readonly acrossMm: number; readonly upMm: number; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number })[]; readonly loadingList: string; readonly layers: readonly (string)[]; readonly isometric: string } };
export type InvoiceDispute = { readonly disputeId: string; readonly state: "open" | "credited" | "accepted" | "refused"; readonly amount: Money; readonly lines: readonly ({ readonly code: string; readonly consignmentId?: string; readonly finding: "as_quoted" | "below_quote" | "within_tolerance" | "above_quote" | "not_quoted" | "not_invoiced"; readonly quoted: Money; readonly invoiced: Money; readonly disputed: SignedMoney })[]; readonly openedAt: string; readonly dueAt: string; readonly decidedAt?: string; readonly reason?: string };
export type ReferenceRates = { readonly source: string; readonly publishedOn: string; readonly base: string; readonly rates: readonly ({ readonly currency: string; readonly rate: string })[] };
export type FxIndication = { readonly state: "indicative"; readonly fixedSide: "sell" | "buy"; readonly sell: PositiveMoney; readonly buy: PositiveMoney; readonly mid: string; readonly clientRate: string; readonly source: string; readonly publishedOn: string; readonly valueDate: string; readonly spreadBps: number; readonly validFor: "15m" | "30m" | "1h" | "4h" | "8h" | "24h" };
export type FxQuote = { readonly quoteId: string; readonly state: "locked" | "executed" | "expired" | "unwound"; readonly orderId?: string; readonly fixedSide: "sell" | "buy"; readonly sell: PositiveMoney; readonly buy: PositiveMoney; readonly mid: string; readonly clientRate: string; readonly source: string; readonly publishedOn: string; readonly valueDate: string; readonly spreadBps: number; readonly validFor: "15m" | "30m" | "1h" | "4h" | "8h" | "24h"; readonly lockedAt: string; readonly expiresAt: string; readonly conversionId?: string };
export type FxConversion = { readonly conversionId: string; readonly quoteId: string; readonly sell: PositiveMoney; readonly buy: PositiveMoney; readonly mid: string; readonly clientRate: string; readonly source: string; readonly publishedOn: string; readonly valueDate: string; readonly margin: Money; readonly orderId?: string; readonly state: "executed" | "settled" | "unwound"; readonly executedAt: string; readonly journalIds: readonly (string)[]; readonly unwinding?: { readonly unwindingId: string; readonly basis: "deal_rate" | "spot"; readonly rate: string; readonly cost: PositiveMoney; readonly loss: Money; readonly gain: Money; readonly atFault: string; readonly reason: string; readonly at: string; readonly journalIds: readonly (string)[] } };
export type FxPosition = { readonly currency: string; readonly position: SignedMoney; readonly locks: { readonly in: Money; readonly out: Money }; readonly unsettled: { readonly in: Money; readonly out: Money }; readonly margin: SignedMoney };
export type IdleBalanceTerms = { readonly version: string; readonly fund: string; readonly validFrom: string; readonly currencies: readonly ({ readonly currency: string; readonly sweepMin: PositiveMoney; readonly sameDayMax: PositiveMoney; readonly dayCount: 360 | 365 })[]; readonly summary: readonly (string)[] };
export type IdleBalance = { readonly currency: string; readonly state: "active" | "leaving" | "closed"; readonly termsVersion: string; readonly acceptedAt: string; readonly acceptedBy: string; readonly keep: Money; readonly units: Money; readonly income: Money; readonly incomeThrough: string; readonly openOrders: number };
export type IdleRedemption = { readonly orders: readonly (IdleOrder)[]; readonly position: IdleBalance };
export type IdleOrder = { readonly orderId: string; readonly kind: "subscription" | "redemption"; readonly state: "ordered" | "accepted" | "paid" | "done" | "declined" | "failed"; readonly amount: PositiveMoney; readonly settlement: "same_day" | "next_day"; readonly valueOn?: string; readonly payoutId?: string; readonly reason?: string; readonly hold?: { readonly reason: string; readonly owner: "operator"; readonly since: string }; readonly createdAt: string };
export type IdleDraw = { readonly payoutId: string; readonly amount: PositiveMoney; readonly fromAvailable: Money; readonly fromFund: Money; readonly orders: readonly (IdleOrder)[]; readonly state: "asked" | "waiting" };
export type IdleTie = { readonly currency: string; readonly on: string; readonly isTied: boolean; readonly breaks: readonly ({ readonly code: string; readonly detail: string })[]; readonly brokenSince?: string; readonly at: string };
export type AccountLine = { readonly journalId: string; readonly kind: string; readonly description: string; readonly references: Readonly<Record<string, string>>; readonly side: "debit" | "credit"; readonly amount: Money; readonly balance: SignedMoney; readonly postedAt: string };
export type LedgerCorrection = { readonly correctionId: string; readonly state: "proposed" | "posted" | "rejected"; readonly corrects: string; readonly reason: string; readonly proposedBy: string; readonly proposedAt: string; readonly decidedBy?: string; readonly decidedAt?: string; readonly journalId?: string };
export type Journal = { readonly journalId: string; readonly kind: string; readonly description: string; readonly businessEventId: string; readonly references: Readonly<Record<string, string>>; readonly postedAt: string; readonly postings: readonly (Posting)[] };
export type Posting = { readonly account: string; readonly code: "1010" | "1020" | "1110" | "1120" | "1210" | "1220" | "1300" | "1310" | "2010" | "2020" | "2030" | "2040" | "2045" | "2050" | "2060" | "2070" | "2080" | "2090" | "2100" | "2110" | "2120" | "2150" | "2160" | "4010" | "4020" | "4030" | "4040" | "4050" | "4060" | "5010" | "5020" | "5030" | "5040" | "5050" | "5060" | "8010" | "8020" | "8110" | "8120" | "8130" | "9010" | "9011" | "9020" | "9021" | "9030" | "9031"; readonly name: string; readonly side: "debit" | "credit"; readonly amount: Money };
export type LedgerAccount = { readonly account: string; readonly code: "1010" | "1020" | "1110" | "1120" | "1210" | "1220" | "1300" | "1310" | "2010" | "2020" | "2030" | "2040" | "2045" | "2050" | "2060" | "2070" | "2080" | "2090" | "2100" | "2110" | "2120" | "2150" | "2160" | "4010" | "4020" | "4030" | "4040" | "4050" | "4060" | "5010" | "5020" | "5030" | "5040" | "5050" | "5060" | "8010" | "8020" | "8110" | "8120" | "8130" | "9010" | "9011" | "9020" | "9021" | "9030" | "9031"; readonly name: string; readonly available: Money; readonly pending: Money };
export type CurrencyProof = { readonly ledger: "ENT" | "FUND"; readonly currency: string; readonly totalDebits: Money; readonly totalCredits: Money; readonly difference: SignedMoney; readonly isBalanced: boolean; readonly safeguarded: SignedMoney; readonly inTransit: SignedMoney; readonly clientLiabilities: SignedMoney; readonly isCovered: boolean };
export type NewWebhookEndpoint = { readonly endpointId: string; readonly url: string; readonly eventTypes?: readonly (string)[]; readonly state: "active" | "disabled"; readonly createdAt: string; readonly disabledAt?: string; readonly secret: string };
export type WebhookEndpoint = { readonly endpointId: string; readonly url: string; readonly eventTypes?: readonly (string)[]; readonly state: "active" | "disabled"; readonly createdAt: string; readonly disabledAt?: string };
export type CloudEvent = { readonly specversion: "1.0"; readonly id: string; readonly type: string; readonly source: string; readonly subject: string; readonly time: string; readonly datacontenttype: "application/json"; readonly sequence: number; readonly correlationid: string; readonly causationid: string; readonly data: Readonly<Record<string, unknown>> };
export type WebhookDelivery = { readonly deliveryId: string; readonly eventId: string; readonly eventType: string; readonly endpointId: string; readonly state: "pending" | "delivered" | "exhausted" | "cancelled"; readonly isReplay: boolean; readonly attempts: number; readonly lastAttemptAt?: string; readonly lastStatus?: number; readonly lastFailure?: "timeout" | "unreachable" | "address_refused"; readonly nextAttemptAt?: string; readonly createdAt: string };
export type ConsolidatedOrder = { readonly consolidatedOrderId: string; readonly buyerId: string; readonly placedAt: string; readonly orders: readonly (OrderSummary)[]; readonly deposits: { readonly payableIds: readonly (string)[]; readonly totals: readonly (PositiveMoney)[] }; readonly balances: { readonly payableIds: readonly (string)[]; readonly totals: readonly (PositiveMoney)[] } };
export type OrderSummary = { readonly orderId: string; readonly consolidatedOrderId: string; readonly contractId: string; readonly version: number; readonly state: "awaiting_supplier_confirm" | "awaiting_deposit" | "in_production" | "awaiting_balance" | "fully_funded" | "shipped" | "delivered" | "accepted" | "auto_accepted" | "releasing" | "closed" | "refunding" | "refunded" | "cancelled" | "parked"; readonly stateText: string; readonly buyer: OrderParty; readonly supplier: OrderParty; readonly productName: string; readonly quantity: Quantity; readonly money: OrderMoney; readonly nextAction: NextAction | null; readonly isDisputed: boolean; readonly isHeld: boolean; readonly placedAt: string };
export type OrderParty = { readonly companyId: string; readonly name: string; readonly country: string };
export type OrderMoney = { readonly goodsTotal: PositiveMoney; readonly sampleCredit: Money; readonly deposit: Money; readonly balance: Money; readonly escrowId: string; readonly depositPayableId?: string; readonly balancePayableId?: string; readonly isDepositPaid: boolean; readonly isBalancePaid: boolean; readonly funded: Money; readonly held: Money; readonly frozen: Money; readonly released: Money; readonly refunded: Money; readonly chargedBack: Money; readonly instalments: readonly ({ readonly name: "deposit" | "interim_1" | "interim_2" | "interim_3" | "balance" | "full"; readonly payableId: string; readonly amount: PositiveMoney; readonly dueAt?: string; readonly paidAt?: string })[] };
export type NextAction = { readonly by: "buyer" | "supplier" | "carrier" | "operator" | "entrepot"; readonly what: string; readonly dueAt?: string };
export type Order = { readonly orderId: string; readonly consolidatedOrderId: string; readonly contractId: string; readonly version: number; readonly state: "awaiting_supplier_confirm" | "awaiting_deposit" | "in_production" | "awaiting_balance" | "fully_funded" | "shipped" | "delivered" | "accepted" | "auto_accepted" | "releasing" | "closed" | "refunding" | "refunded" | "cancelled" | "parked"; readonly stateText: string; readonly buyer: OrderParty; readonly supplier: OrderParty; readonly productName: string; readonly quantity: Quantity; readonly money: OrderMoney; readonly nextAction: NextAction | null; readonly isDisputed: boolean; readonly isHeld: boolean; readonly placedAt: string; readonly terms: ContractTerms; readonly readyByExpected?: string; readonly inspection?: { readonly lotSize: number; readonly sampleSize: number; readonly critical: number; readonly major: number; readonly minor: number; readonly isPassed: boolean; readonly finding: string; readonly criticalPlan?: SamplingPlan; readonly majorPlan?: SamplingPlan; readonly minorPlan?: SamplingPlan }; readonly confirmedAt?: string; readonly readyAt?: string; readonly shippedAt?: string; readonly vesselOrFlight?: string; readonly arrivedAt?: string; readonly deliveredAt?: string; readonly acceptedAt?: string; readonly milestones: readonly (OrderMilestone)[]; readonly conditions: readonly (OrderCondition)[]; readonly production?: { readonly description: string; readonly sha256?: string; readonly reportedAt: string; readonly confirmedAt?: string }; readonly lateDelivery?: { readonly days: number; readonly amount: PositiveMoney; readonly isNetted: boolean }; readonly shipmentExtendedTo?: string; readonly acceptanceExtensions: number; readonly openDisputeIds: readonly (string)[]; readonly holds: readonly ({ readonly reason: string; readonly detail: string; readonly owner: "carrier" | "operator"; readonly placedAt: string; readonly nextCheckAt: string })[]; readonly disputeId?: string; readonly disputeIds: readonly (string)[]; readonly parkReason?: string; readonly deadlines: readonly ({ readonly name: string; readonly what: string; readonly dueAt?: string; readonly isPaused: boolean; readonly remainingSeconds?: number })[]; readonly timeline: readonly ({ readonly at: string; readonly from: "awaiting_supplier_confirm" | "awaiting_deposit" | "in_production" | "awaiting_balance" | "fully_funded" | "shipped" | "delivered" | "accepted" | "auto_accepted" | "releasing" | "closed" | "refunding" | "refunded" | "cancelled" | "parked" | null; readonly to: "awaiting_supplier_confirm" | "awaiting_deposit" | "in_production" | "awaiting_balance" | "fully_funded" | "shipped" | "delivered" | "accepted" | "auto_accepted" | "releasing" | "closed" | "refunding" | "refunded" | "cancelled" | "parked"; readonly what: string; readonly causeId: string; readonly note?: string })[] };
export type ContractTerms = { readonly contractId: string; readonly rfqId?: string; readonly quoteId?: string; readonly groupBuyId?: string; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly unitPrice: PositiveMoney; readonly goodsTotal: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number; readonly packing: readonly (PackingLine)[]; readonly sampleId?: string; readonly goldenSampleHash?: string; readonly inspectionAql?: string; readonly inspectionMinorAql?: string; readonly inspectionCriticalAql?: string; readonly interimInstalments?: readonly (InterimInstalment)[]; readonly milestones?: readonly (Milestone)[]; readonly lateDelivery?: LateDeliveryTerms; readonly acceptedAt: string; readonly termsHash: string };
export type SamplingPlan = { readonly aql: string; readonly codeLetter: string; readonly sampleSize: number; readonly accept: number; readonly reject: number; readonly source: string };
export type OrderMilestone = { readonly trigger: "production_started" | "inspection_passed" | "on_board" | "documents_presented" | "delivered" | "accepted"; readonly amount: Money; readonly isSatisfied: boolean };
export type OrderCondition = { readonly trigger: "production_started" | "inspection_passed" | "on_board" | "documents_presented" | "arrived" | "delivered" | "accepted" | "auto_accepted" | "operator"; readonly eventId: string; readonly sequence: number; readonly satisfiedAt: string };
export type Contract = { readonly contractId: string; readonly rfqId?: string; readonly quoteId?: string; readonly groupBuyId?: string; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly unitPrice: PositiveMoney; readonly goodsTotal: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number; readonly packing: readonly (PackingLine)[]; readonly sampleId?: string; readonly goldenSampleHash?: string; readonly inspectionAql?: string; readonly inspectionMinorAql?: string; readonly inspectionCriticalAql?: string; readonly interimInstalments?: readonly (InterimInstalment)[]; readonly milestones?: readonly (Milestone)[]; readonly lateDelivery?: LateDeliveryTerms; readonly acceptedAt: string; readonly termsHash: string; readonly isOrdered: boolean; readonly orderId?: string };
export type Dispute = { readonly disputeId: string; readonly orderId: string; readonly version: number; readonly buyerId: string; readonly supplierId: string; readonly state: "opened" | "answered" | "escalated" | "agreed" | "determined" | "withdrawn" | "lapsed"; readonly stateText: string; readonly reason: "not_as_described" | "defective" | "short_quantity" | "damaged" | "not_received" | "other"; readonly description: string; readonly claimed: PositiveMoney; readonly freight?: PositiveMoney; readonly atFault?: "supplier" | "buyer" | "carrier" | "nobody"; readonly share: string; readonly offer?: Money; readonly offerNote?: string; readonly refund?: Money; readonly determinedBy?: "operator" | "default"; readonly reasons?: string; readonly evidence: readonly ({ readonly evidenceId: string; readonly by: "buyer" | "supplier" | "operator"; readonly kind: "photo" | "inspection_report" | "correspondence" | "transport_document" | "contract" | "payment_slip" | "other"; readonly description: string; readonly sha256?: string; readonly at: string })[]; readonly openedAt: string; readonly escalationOpenFrom: string; readonly dueAt?: string; readonly openOperations: readonly (string)[]; readonly timeline: readonly ({ readonly at: string; readonly from: "opened" | "answered" | "escalated" | "agreed" | "determined" | "withdrawn" | "lapsed" | null; readonly to: "opened" | "answered" | "escalated" | "agreed" | "determined" | "withdrawn" | "lapsed"; readonly what: string; readonly causeId: string; readonly note?: string })[] };
export type ConsolidatedBill = { readonly consolidatedOrderId: string; readonly goods: readonly ({ readonly asked: Money; readonly paid: Money; readonly due: Money })[]; readonly freight: readonly ({ readonly asked: Money; readonly paid: Money; readonly due: Money })[]; readonly duty: readonly ({ readonly asked: Money; readonly paid: Money; readonly due: Money })[]; readonly totals: readonly ({ readonly asked: Money; readonly paid: Money; readonly due: Money })[]; readonly payments: readonly ({ readonly payableIds: readonly (string)[]; readonly total: PositiveMoney })[]; readonly lines: readonly ({ readonly payableId: string; readonly kind: "escrow_instalment" | "freight" | "duty"; readonly name: string; readonly orderIds: readonly (string)[]; readonly state: "open" | "partly_paid" | "paid" | "cancelled"; readonly amount: PositiveMoney; readonly paid: Money; readonly due: Money; readonly reference?: string; readonly dueAt?: string; readonly paidAt?: string; readonly cancelReason?: string })[] };
export type Company = { readonly companyId: string; readonly name: string; readonly country: string; readonly registrationNumber: string; readonly roles: readonly ("buyer" | "exporter" | "lender" | "operator")[]; readonly contactEmail: string; readonly verificationLevel: "unverified" | "basic" | "verified"; readonly screening: "pending" | "clear" | "potential" | "hit" | "lists_unavailable"; readonly suspension?: { readonly reason: string; readonly since: string } };
export type NewApiKey = { readonly keyId: string; readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly createdAt: string; readonly revokedAt?: string; readonly secret: string };
export type ApiKey = { readonly keyId: string; readonly name: string; readonly mode: "test" | "live"; readonly scopes: readonly (string)[]; readonly createdAt: string; readonly revokedAt?: string };
export type Member = { readonly memberId: string; readonly name: string; readonly email: string };
export type BankAccount = { readonly bankAccountId: string; readonly currency: string; readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string; readonly state: "name_review" | "awaiting_approval" | "cooling_off" | "active" | "cancelled"; readonly nameMatch?: { readonly verdict: "match" | "close" | "mismatch"; readonly reason: string }; readonly replaces?: string; readonly usableFrom?: string; readonly nextAction?: string };
export type Consent = { readonly consentId: string; readonly subjectCompanyId: string; readonly subjectName: string; readonly partnerId: string; readonly partnerName: string; readonly purpose: string; readonly dataClasses: readonly ("trade_summary" | "trade_events" | "credit_profile" | "repayment_history")[]; readonly state: "granted" | "revoked" | "expired"; readonly grantedAt: string; readonly expiresAt: string; readonly endedAt?: string };
export type DataPull = { readonly pullId: string; readonly consentId: string; readonly subjectCompanyId: string; readonly partnerId: string; readonly dataClasses: readonly ("trade_summary" | "trade_events" | "credit_profile" | "repayment_history")[]; readonly fields: readonly (string)[]; readonly contentHash: string; readonly dataAsOf: string; readonly at: string };
export type PulledCreditProfile = { readonly companyId: string; readonly asOf: string; readonly score: string; readonly limit: Money; readonly available: Money; readonly features: Readonly<Record<string, string>>; readonly reasons: readonly ({ readonly code: string; readonly text: string })[]; readonly modelVersion: string };
export type Payable = { readonly payableId: string; readonly kind: "escrow_instalment" | "freight" | "duty" | "loan_repayment" | "tax_refund" | "fund_redemption"; readonly subject: string; readonly name: string; readonly orderId?: string; readonly description: string; readonly amount: PositiveMoney; readonly received: Money; readonly outstanding: Money; readonly reference: string; readonly state: "open" | "partly_paid" | "paid" | "cancelled"; readonly isInPayment: boolean; readonly dueAt?: string; readonly paid?: { readonly method: "card" | "bank_transfer"; readonly at: string; readonly journalId: string } };
export type Payment = { readonly paymentId: string; readonly method: "card" | "bank_transfer"; readonly state: "created" | "processing" | "succeeded" | "failed" | "refunded" | "awaiting_transfer"; readonly lines: readonly ({ readonly payableId: string; readonly amount: PositiveMoney })[]; readonly base: PositiveMoney; readonly fee: Money; readonly total: PositiveMoney; readonly failureReason?: string; readonly failure?: { readonly text: string; readonly remedy: string }; readonly chargebackIds?: readonly (string)[]; readonly heldBecause?: string; readonly instructions?: readonly ({ readonly payableId: string; readonly account: PaymentAccount; readonly reference: string; readonly amount: PositiveMoney })[]; readonly createdAt: string };
export type PaymentAccount = { readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string };
export type Payout = { readonly payoutId: string; readonly purpose: "seller_payout" | "refund" | "lender_repayment" | "freight" | "duty" | "fund_subscription"; readonly amount: PositiveMoney; readonly state: "held" | "sending" | "sent" | "confirmed" | "returned" | "refused"; readonly reason?: string; readonly failure?: PayoutFailure; readonly holds: readonly (PayoutHold)[]; readonly nextAction?: string; readonly description: string; readonly reference?: string; readonly account?: { readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string }; readonly legs: readonly ({ readonly rail: "bank" | "card"; readonly amount: PositiveMoney; readonly state: "waiting" | "sending" | "sent" | "confirmed" | "returned" | "refused"; readonly executeOn?: string; readonly reason?: string; readonly failure?: PayoutFailure })[]; readonly carried?: Money; readonly repeats?: string; readonly repeatedBy?: string; readonly createdAt: string };
export type PayoutFailure = { readonly code: string; readonly text: string; readonly remedy: string };
export type PayoutHold = { readonly reason: "screening_not_clear" | "approval_missing" | "bank_account_missing" | "first_payout"; readonly text: string; readonly state: "held" | "released"; readonly amount: PositiveMoney; readonly heldAt: string; readonly expectedReleaseAt?: string; readonly releasedAt?: string; readonly actions: readonly (string)[] };
export type Receipt = { readonly entryId: string; readonly amount: PositiveMoney; readonly bookedAt: string; readonly remittance?: string; readonly debtorName?: string; readonly state: "booked" | "applied" | "kept" | "unapplied" | "returning" | "returned"; readonly reason?: string; readonly payableId?: string; readonly payoutId?: string };
export type ReceiptSuggestion = { readonly payable: Payable; readonly score: number; readonly reasons: readonly (string)[] };
export type HeldPayment = { readonly paymentId: string; readonly method: "card" | "bank_transfer"; readonly state: "created" | "processing" | "succeeded" | "failed" | "refunded" | "awaiting_transfer"; readonly lines: readonly ({ readonly payableId: string; readonly amount: PositiveMoney })[]; readonly base: PositiveMoney; readonly fee: Money; readonly total: PositiveMoney; readonly failureReason?: string; readonly failure?: { readonly text: string; readonly remedy: string }; readonly chargebackIds?: readonly (string)[]; readonly heldBecause?: string; readonly instructions?: readonly ({ readonly payableId: string; readonly account: PaymentAccount; readonly reference: string; readonly amount: PositiveMoney })[]; readonly createdAt: string; readonly payerId: string; readonly told?: Money; readonly toldSettlement?: { readonly gross: Money; readonly net: Money; readonly fee: Money }; readonly resolution?: { readonly decision: string; readonly reason: string; readonly by: string; readonly at: string } };
export type Chargeback = { readonly chargebackId: string; readonly paymentId: string; readonly payerId: string; readonly reason: string; readonly openedAt: string; readonly gross: PositiveMoney; readonly state: "open" | "won" | "lost"; readonly debitedAt?: string; readonly creditedAt?: string; readonly shares: readonly ({ readonly payableId: string; readonly account: { readonly code: string; readonly owner: string }; readonly reference: string; readonly amount: Money; readonly fee: Money })[] };
export type ReconciliationReport = { readonly on: string; readonly at: string; readonly books: readonly ({ readonly book: string; readonly ledger: { readonly currency: string; readonly amount: string }; readonly outside: { readonly currency: string; readonly amount: string }; readonly oursOnly: { readonly currency: string; readonly amount: string }; readonly theirsOnly: { readonly currency: string; readonly amount: string }; readonly matched: number; readonly openLines: number; readonly openEntries: number; readonly isProven: boolean })[]; readonly clientMoney: readonly ({ readonly currency: string; readonly safeguarded: { readonly currency: string; readonly amount: string }; readonly cardMoney: { readonly currency: string; readonly amount: string }; readonly owed: { readonly currency: string; readonly amount: string }; readonly coverage: "safeguarded" | "with_card_money" | "short" })[]; readonly states: { readonly compared: number; readonly unjudged: number }; readonly unreachable: readonly ({ readonly book: string; readonly reason: string })[]; readonly breaks: readonly ({ readonly breakId: string; readonly type: "unknown_to_us" | "missing_outside" | "amount_differs" | "balance_differs" | "client_money_short" | "covered_by_card_money_only" | "state_differs" | "order_differs"; readonly subject: string; readonly amount: { readonly currency: string; readonly amount: string }; readonly since: string; readonly state: "open" | "explained" | "resolved" | "cleared"; readonly detail: string })[] };
export type ReconciliationBreak = { readonly breakId: string; readonly type: "unknown_to_us" | "missing_outside" | "amount_differs" | "balance_differs" | "client_money_short" | "covered_by_card_money_only" | "state_differs" | "order_differs"; readonly subject: string; readonly reference: string; readonly amount: SignedMoney; readonly since: string; readonly ageDays: number; readonly detail: string; readonly state: "open" | "explained" | "resolved" | "cleared"; readonly openedAt: string; readonly notes: readonly ({ readonly at: string; readonly by: string; readonly event: string; readonly reason: string })[] };
export type ImportedStatement = { readonly book: string; readonly statementId: string; readonly number: number; readonly on: string; readonly entries: number };
export type RefundClaim = { readonly claimId: string; readonly orderId: string; readonly declarationId: string; readonly state: "collecting" | "matched" | "declared" | "queried" | "approved" | "paid" | "rejected" | "lapsed"; readonly invoice: PurchaseInvoice; readonly hsCode: string; readonly mrn?: string; readonly exportOn: string; readonly refundPercent: string; readonly rateSource: string; readonly expectedRefund: PositiveMoney; readonly approvedRefund?: PositiveMoney; readonly payableId: string; readonly lapsesAt: string; readonly query?: { readonly text: string; readonly askedAt: string; readonly answeredAt?: string }; readonly reason?: string; readonly hold?: { readonly reason: string; readonly owner: string; readonly since: string }; readonly advance?: RefundAdvance; readonly createdAt: string; readonly updatedAt: string };
export type RefundAdvance = { readonly advanceId: string; readonly share: string; readonly state: "requested" | "granted" | "refused" | "recovered" | "recourse"; readonly amount?: PositiveMoney; readonly fee?: Money; readonly reason?: string };
export type RefundQuote = { readonly method: string; readonly country: string; readonly refund: Money; readonly refundPercent?: string; readonly rateSource?: string; readonly nextRateChange?: { readonly on: string; readonly percent: string }; readonly exchangeCost?: string; readonly offset?: Money; readonly carriedForward?: Money; readonly payable?: Money; readonly individual?: Money };
export type Sample = { readonly supplierId: string; readonly kind: "stock" | "custom" | "pre_production" | "golden"; readonly productName: string; readonly productId?: string; readonly quoteId?: string; readonly hsCode?: string; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly courierAccount?: { readonly carrier: string; readonly accountNumber: string }; readonly shipTo: { readonly addressLine: string; readonly city: string; readonly postcode?: string; readonly country: string }; readonly remarks?: string; readonly sampleId: string; readonly state: "requested" | "quoted" | "awaiting_payment" | "paid" | "in_production" | "shipped" | "delivered" | "under_review" | "approved" | "approved_with_changes" | "rejected" | "releasing" | "refunding" | "parked" | "closed" | "refunded" | "cancelled"; readonly round: number; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly supplierName?: string; readonly supplierCountry?: string; readonly requestedAt: string; readonly quote?: { readonly unitPrice: Money; readonly toolingFee?: PositiveMoney; readonly courierFee?: PositiveMoney; readonly customsValue: PositiveMoney; readonly leadDays: number; readonly graceDays: number; readonly validUntil: string; readonly credit?: SampleCreditPolicy; readonly version: number; readonly goods: Money; readonly total: PositiveMoney; readonly customsStatement: string }; readonly escrowId?: string; readonly payableId?: string; readonly paidAt?: string; readonly dispatchBy?: string; readonly dispatch?: { readonly carrier: string; readonly trackingNumber: string; readonly dispatchedAt: string }; readonly deliveredAt?: string; readonly isDeliveryAssumed?: boolean; readonly review?: { readonly outcome: "approved" | "approved_with_changes" | "rejected"; readonly ground?: "not_wanted" | "not_to_specification" | "silence"; readonly findings: readonly (SampleFinding)[]; readonly remarks?: string; readonly reviewedAt: string }; readonly earlierReviews: readonly ({ readonly outcome: "approved" | "approved_with_changes" | "rejected"; readonly ground?: "not_wanted" | "not_to_specification" | "silence"; readonly findings: readonly (SampleFinding)[]; readonly remarks?: string; readonly reviewedAt: string })[]; readonly golden?: { readonly specification: readonly (SpecificationItem)[]; readonly specificationHash: string; readonly sealedUnits: readonly (SealedUnit)[]; readonly photoSha256s: readonly (string)[]; readonly sealedAt: string }; readonly hold?: { readonly reason: string; readonly owner: "operator"; readonly since: string }; readonly endReason?: string; readonly deadlines: Readonly<Record<string, string>> };
export type SampleCreditPreview = { readonly goodsTotal: PositiveMoney; readonly credit: Money; readonly deposit: Money; readonly balance: Money; readonly reason?: "not_approved" | "no_policy" | "expired" | "other_currency" | "quantity_too_small" | "amount_too_small" | "nothing_paid" };
export type Balance = { readonly currency: string; readonly available: Money; readonly pending: Money; readonly reserved: Money; readonly underWay: Money; readonly owed: Money; readonly holds: readonly (PaymentHold)[] };
export type PaymentHold = { readonly settlementId: string; readonly subject: string; readonly amount: PositiveMoney; readonly reason: "new_seller" | "many_disputes" | "recent_chargeback"; readonly state: "held" | "released"; readonly expectedReleaseAt: string; readonly releasedAt?: string; readonly recovered?: Money; readonly sellerActions: readonly (string)[] };
export type Settlement = { readonly settlementId: string; readonly releaseId: string; readonly escrowId: string; readonly subject: string; readonly state: "approved" | "gathered" | "settled" | "closed" | "parked" | "abandoned"; readonly amount: PositiveMoney; readonly deductions: readonly (WaterfallLine)[]; readonly available?: Money; readonly journalId?: string; readonly createdAt: string; readonly settledAt?: string; readonly parked?: { readonly reason: string; readonly owner: "operator"; readonly nextTryAt: string } };
export type WaterfallLine = { readonly step: "refund" | "third_party" | "platform_fee" | "lender" | "other_lenders" | "recovery" | "reserve" | "seller"; readonly description: string; readonly claimId?: string; readonly asked: Money; readonly paid: Money; readonly parts?: readonly ({ readonly part: "costs" | "overdue_interest" | "late_fee" | "interest" | "principal"; readonly asked: Money; readonly paid: Money })[] };
export type FeeReversal = { readonly reversalId: string; readonly settlementId: string; readonly net: Money; readonly tax: Money; readonly offDebt?: Money; readonly reason: string; readonly at: string };
export type FeeInvoice = { readonly invoiceId: string; readonly kind: "invoice" | "credit_note"; readonly number: string; readonly settlementId: string; readonly subject: string; readonly issuer: { readonly name: string; readonly lines: readonly (string)[]; readonly country: string; readonly vatId: string }; readonly customer: { readonly name: string; readonly lines: readonly (string)[] }; readonly description: string; readonly corrects?: string; readonly suppliedOn: string; readonly issuedOn: string; readonly net: PositiveMoney; readonly tax: { readonly category: "standard" | "reverse_charge" | "outside_scope"; readonly rate: string; readonly amount: Money; readonly note: string }; readonly total: PositiveMoney; readonly settledByRelease: Money; readonly open: Money };
export type Statement = { readonly number?: number; readonly isFinal: boolean; readonly currency: string; readonly from: string; readonly to: string; readonly opening: SignedMoney; readonly lines: readonly (StatementLine)[]; readonly closing: SignedMoney; readonly issuedAt?: string };
export type StatementLine = { readonly postedAt: string; readonly kind: string; readonly description: string; readonly account: string; readonly journalId: string; readonly references: Readonly<Record<string, string>>; readonly amount: SignedMoney; readonly balanceAfter: SignedMoney; readonly release?: { readonly settlementId: string; readonly gross: Money; readonly deductions: readonly (WaterfallLine)[] } };
export type Rfq = { readonly productName: string; readonly description?: unknown & unknown; readonly language?: string; readonly hsCode?: string; readonly category?: string; readonly sourcingType: "stock" | "customised" | "odm"; readonly specification: readonly (SpecificationItem)[]; readonly quantity: Quantity; readonly currency: string; readonly targetUnitPrice?: PositiveMoney; readonly budgetMax?: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly destinationCountry: string; readonly transportMode?: "sea" | "air" | "road" | "rail"; readonly latestShipOn?: string; readonly depositShareWanted?: string; readonly certifications?: readonly (string)[]; readonly isSampleNeeded: boolean; readonly remarks?: string; readonly quoteBy: string; readonly visibility: "public" | "invited"; readonly invitedSupplierIds?: readonly (string)[]; readonly originCountries?: readonly (string)[]; readonly isMatchingWanted: boolean; readonly awardsMax: number; readonly rfqId: string; readonly buyerId: string; readonly buyerName: string; readonly buyerCountry: string; readonly state: "draft" | "open" | "quota_full" | "expired" | "closed_by_buyer" | "awarded" | "cancelled"; readonly awards: number; readonly quotesTaken: number; readonly quotesMax: number; readonly matchings: number; readonly openedAt?: string; readonly createdAt: string };
export type RfqMatching = { readonly matching: number; readonly rankerVersion: string; readonly indexVersion: string; readonly matchedAt: string; readonly candidates: readonly ({ readonly supplierId: string; readonly productId: string; readonly score: number; readonly parts: readonly ({ readonly name: string; readonly value: number; readonly weight: number })[]; readonly isPaidPlacement: boolean; readonly isExploration: boolean; readonly outcome: "invited" | "already_invited" | "self_dealing" | "named_twice" | "no_place_left" | "request_closed" })[] };
export type Quote = { readonly quoteId: string; readonly rfqId: string; readonly buyerId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly state: "submitted" | "shortlisted" | "countered" | "revised" | "accepted" | "rejected" | "withdrawn" | "expired"; readonly current: QuoteVersion; readonly warnings: readonly (QuoteWarning)[]; readonly messages: number; readonly differences: readonly (QuoteDifference)[]; readonly contractId?: string; readonly endReason?: string };
export type QuoteVersion = { readonly version: number; readonly parentVersion: number | null; readonly author: "buyer" | "supplier"; readonly offer: Offer; readonly goodsTotal: PositiveMoney; readonly changed: readonly (string)[]; readonly message?: string; readonly fromMessage?: number; readonly madeAt: string };
export type QuoteWarning = { readonly code: string; readonly message: string };
export type QuoteDifference = { readonly differenceId: string; readonly term: string; readonly said: RevisionChanges; readonly current: RevisionChanges; readonly messageNumber: number; readonly raisedBy: "buyer" | "supplier"; readonly answers: { readonly buyer?: "adopt" | "drop"; readonly supplier?: "adopt" | "drop" } };
export type QuoteWithVersions = { readonly quoteId: string; readonly rfqId: string; readonly buyerId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly state: "submitted" | "shortlisted" | "countered" | "revised" | "accepted" | "rejected" | "withdrawn" | "expired"; readonly current: QuoteVersion; readonly warnings: readonly (QuoteWarning)[]; readonly messages: number; readonly differences: readonly (QuoteDifference)[]; readonly contractId?: string; readonly endReason?: string; readonly versions: readonly (QuoteVersion)[] };
export type QuoteMessage = { readonly number: number; readonly author: "buyer" | "supplier"; readonly text: string; readonly language?: string; readonly terms?: RevisionChanges; readonly saidAt: string };
export type QuoteComparison = { readonly rfqId: string; readonly currency: string; readonly destinationCountry: string; readonly comparedAt: string; readonly referenceRates?: { readonly source: string; readonly publishedOn: string }; readonly items: readonly (ComparedQuote)[]; readonly notice: string };
export type ComparedQuote = { readonly quoteId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly version: number; readonly raw: { readonly unitPrice: PositiveMoney; readonly quantity: Quantity; readonly goodsTotal: PositiveMoney; readonly deliveryTerm: DeliveryTerm; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly validUntil: string }; readonly rawRank: number; readonly landedRank?: number; readonly landedTotal?: Money; readonly landedUnitCost?: string; readonly lines: readonly (LandedLine)[]; readonly missing: readonly (string)[]; readonly score?: { readonly version: string; readonly score: number; readonly parts: readonly ({ readonly name: string; readonly value: number; readonly weight: number })[] }; readonly isPaidPlacement: boolean };
export type LandedLine = { readonly code: string; readonly name: string; readonly leg?: "exportPacking" | "exportLoading" | "preCarriage" | "exportClearance" | "originTerminal" | "vesselLoading" | "mainCarriage" | "insurance" | "destinationTerminal" | "finalUnloading" | "importClearance" | "onCarriage"; readonly payer: "seller" | "buyer"; readonly amount?: Money; readonly original?: Money; readonly kind: "quoted" | "estimate"; readonly basis: string; readonly source: string };
export type GroupBuy = { readonly groupBuyId: string; readonly supplierId: string; readonly supplierName: string; readonly supplierCountry: string; readonly state: "open" | "reached" | "not_reached" | "cancelled"; readonly terms: { readonly productName: string; readonly hsCode: string; readonly originCountry: string; readonly specification: readonly (SpecificationItem)[]; readonly deliveryTerm: DeliveryTerm; readonly transportMode: "sea" | "air" | "road" | "rail"; readonly depositShare: string; readonly productionLeadDays: number; readonly latestShipOn: string; readonly graceDays: number }; readonly unit: string; readonly tiers: readonly ({ readonly minQuantity: number; readonly unitPrice: PositiveMoney })[]; readonly quantityMax: number; readonly package: { readonly packageType: string; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number; readonly grossWeightGrams: number; readonly isStackable: boolean; readonly handling?: CargoHandling; readonly units: number }; readonly closesAt: string; readonly boundFrom: string; readonly companies: number; readonly pooledQuantity: number; readonly priceNow?: PositiveMoney; readonly unitPrice?: PositiveMoney; readonly ownShare?: { readonly quantity: number; readonly unitPriceMax: PositiveMoney; readonly joinedAt: string; readonly contractId?: string } };
export type Translation = { readonly language: string; readonly text: string; readonly translator: string; readonly isMachineMade: true; readonly madeAt: string; readonly original: { readonly text: string; readonly language?: string } };

/** One method an operation of the API. */
export const bindOperations = (send: Send) => ({
  /** Begin an import of products */
  createProductImport: (input: { readonly body: ProductImportInput; readonly idempotencyKey?: string }): Promise<Reply<ProductImport>> =>
    send({ method: 'POST', path: '/v1/product-imports', isIdempotent: true, isText: false }, input),
  /** List your imports, newest first */
  listProductImports: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (ProductImport)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/product-imports', isIdempotent: false, isText: false }, input),
  /** Start an import whose file is uploaded */
  startProductImport: (input: { readonly params: { readonly importId: string }; readonly idempotencyKey?: string }): Promise<Reply<ProductImport>> =>
    send({ method: 'POST', path: '/v1/product-imports/{importId}/start', isIdempotent: true, isText: false }, input),
  /** Stop an import */
  cancelProductImport: (input: { readonly params: { readonly importId: string }; readonly idempotencyKey?: string }): Promise<Reply<ProductImport>> =>
    send({ method: 'POST', path: '/v1/product-imports/{importId}/cancellation', isIdempotent: true, isText: false }, input),
  /** Read how far an import is */
  getProductImport: (input: { readonly params: { readonly importId: string } }): Promise<Reply<ProductImport>> =>
    send({ method: 'GET', path: '/v1/product-imports/{importId}', isIdempotent: false, isText: false }, input),
  /** Read the report: rows that did not become products */
  listImportLines: (input: { readonly params: { readonly importId: string }; readonly query?: { readonly limit?: string; readonly cursor?: string } }): Promise<Reply<{ readonly items: readonly (ImportReportLine)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/product-imports/{importId}/lines', isIdempotent: false, isText: false }, input),
  /** Download the report as CSV: line, kind, field, what, remedy */
  downloadImportReport: (input: { readonly params: { readonly importId: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/product-imports/{importId}/report', isIdempotent: false, isText: true }, input),
  /** Announce an image of a product */
  addProductImage: (input: { readonly params: { readonly productId: string }; readonly body: ProductImageInput; readonly idempotencyKey?: string }): Promise<Reply<ProductImage>> =>
    send({ method: 'POST', path: '/v1/products/{productId}/images', isIdempotent: true, isText: false }, input),
  /** List the images of a product */
  listProductImages: (input: { readonly params: { readonly productId: string } }): Promise<Reply<{ readonly items: readonly (ProductImage)[] }>> =>
    send({ method: 'GET', path: '/v1/products/{productId}/images', isIdempotent: false, isText: false }, input),
  /** Have an uploaded image checked; from then on it is shown */
  checkProductImage: (input: { readonly params: { readonly productId: string; readonly imageId: string }; readonly idempotencyKey?: string }): Promise<Reply<ProductImage>> =>
    send({ method: 'POST', path: '/v1/products/{productId}/images/{imageId}/check', isIdempotent: true, isText: false }, input),
  /** Mark that a supplier pays for placement */
  markPlacement: (input: { readonly params: { readonly supplierId: string }; readonly body: PlacementInput; readonly idempotencyKey?: string }): Promise<Reply<Placement>> =>
    send({ method: 'POST', path: '/v1/suppliers/{supplierId}/placements', isIdempotent: true, isText: false }, input),
  /** See when a supplier pays for placement */
  listPlacements: (input: { readonly params: { readonly supplierId: string } }): Promise<Reply<{ readonly items: readonly (Placement)[] }>> =>
    send({ method: 'GET', path: '/v1/suppliers/{supplierId}/placements', isIdempotent: false, isText: false }, input),
  /** End a placement before its time */
  endPlacement: (input: { readonly params: { readonly supplierId: string; readonly placementId: string }; readonly idempotencyKey?: string }): Promise<Reply<Placement>> =>
    send({ method: 'POST', path: '/v1/suppliers/{supplierId}/placements/{placementId}/end', isIdempotent: true, isText: false }, input),
  /** Read what your matches are scored by */
  getSupplierRecord: (): Promise<Reply<SupplierRecord>> =>
    send({ method: 'GET', path: '/v1/supplier-record', isIdempotent: false, isText: false }, {}),
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
  /** Search products */
  searchProducts: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly q?: string; readonly hsCode?: string; readonly category?: string; readonly quantity?: string; readonly targetPrice?: string; readonly currency?: string; readonly incoterm?: string; readonly place?: string; readonly certificates?: string; readonly leadTimeDays?: string; readonly origin?: string; readonly supplierId?: string; readonly explain?: "true" | "false" } } = {}): Promise<Reply<SearchResult>> =>
    send({ method: 'GET', path: '/v1/products/search', isIdempotent: false, isText: false }, input),
  /** Price a quantity of a product */
  priceProduct: (input: { readonly params: { readonly productId: string }; readonly query?: { readonly quantity: string } }): Promise<Reply<ProductPrice>> =>
    send({ method: 'GET', path: '/v1/products/{productId}/price', isIdempotent: false, isText: false }, input),
  /** Read your credit profile */
  getCreditProfile: (input: { readonly query?: { readonly currency?: string; readonly asOf?: string } } = {}): Promise<Reply<CreditProfile>> =>
    send({ method: 'GET', path: '/v1/credit/profile', isIdempotent: false, isText: false }, input),
  /** Ask lenders to pay an instalment for you */
  applyForCredit: (input: { readonly body: { readonly product: "deferred_payment"; readonly orderId: string; readonly payableIds: readonly (string)[]; readonly amount: PositiveMoney; readonly tenorDays: 30 | 60; readonly consentIds: readonly (string)[] }; readonly idempotencyKey?: string }): Promise<Reply<CreditApplication>> =>
    send({ method: 'POST', path: '/v1/credit/applications', isIdempotent: true, isText: false }, input),
  /** List your applications */
  listApplications: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (CreditApplication)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/credit/applications', isIdempotent: false, isText: false }, input),
  /** Read an application and its offers */
  getApplication: (input: { readonly params: { readonly applicationId: string } }): Promise<Reply<CreditApplication>> =>
    send({ method: 'GET', path: '/v1/credit/applications/{applicationId}', isIdempotent: false, isText: false }, input),
  /** Accept one offer */
  acceptOffer: (input: { readonly params: { readonly applicationId: string }; readonly body: { readonly offerId: string }; readonly idempotencyKey?: string }): Promise<Reply<Loan>> =>
    send({ method: 'POST', path: '/v1/credit/applications/{applicationId}/acceptance', isIdempotent: true, isText: false }, input),
  /** List the loans that you owe or gave */
  listLoans: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Loan)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/loans', isIdempotent: false, isText: false }, input),
  /** Read a loan */
  getLoan: (input: { readonly params: { readonly loanId: string } }): Promise<Reply<Loan>> =>
    send({ method: 'GET', path: '/v1/loans/{loanId}', isIdempotent: false, isText: false }, input),
  /** Let a loan that is on hold go on */
  resumeLoan: (input: { readonly params: { readonly loanId: string }; readonly idempotencyKey?: string }): Promise<Reply<Loan>> =>
    send({ method: 'POST', path: '/v1/loans/{loanId}/resume', isIdempotent: true, isText: false }, input),
  /** Read the secret that your messages to us are signed with */
  getLenderSigningSecret: (): Promise<Reply<{ readonly secret: string; readonly inboundUrl: string }>> =>
    send({ method: 'GET', path: '/v1/credit/lender-signing-secret', isIdempotent: false, isText: false }, {}),
  /** Declare the goods of an order */
  createDeclaration: (input: { readonly body: NewDeclaration; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations', isIdempotent: true, isText: false }, input),
  /** Declarations that your company is party to, newest first */
  listDeclarations: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Declaration)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/declarations', isIdempotent: false, isText: false }, input),
  /** Declare the goods of several orders for import as one */
  createImportEntry: (input: { readonly body: NewImportEntry; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/import-entries', isIdempotent: true, isText: false }, input),
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
  /** Send a parked declaration on */
  resumeDeclaration: (input: { readonly params: { readonly declarationId: string }; readonly body: DeclarationResumption; readonly idempotencyKey?: string }): Promise<Reply<Declaration>> =>
    send({ method: 'POST', path: '/v1/declarations/{declarationId}/resumption', isIdempotent: true, isText: false }, input),
  /** What import will cost, layer by layer */
  quoteDuty: (input: { readonly body: DutyQuestion }): Promise<Reply<DutyQuote>> =>
    send({ method: 'POST', path: '/v1/duty-quotes', isIdempotent: false, isText: false }, input),
  /** Read the money rail of a deal */
  getEscrow: (input: { readonly params: { readonly escrowId: string } }): Promise<Reply<Escrow>> =>
    send({ method: 'GET', path: '/v1/escrows/{escrowId}', isIdempotent: false, isText: false }, input),
  /** Say what becomes of money whose holding limit is near */
  chooseAtHoldLimit: (input: { readonly params: { readonly escrowId: string }; readonly body: { readonly payableId: string; readonly choice: "release" | "refund" | "safeguarded" }; readonly idempotencyKey?: string }): Promise<Reply<EscrowHold>> =>
    send({ method: 'POST', path: '/v1/escrows/{escrowId}/hold-choices', isIdempotent: true, isText: false }, input),
  /** List the escrows that you pay into or are paid from */
  listEscrows: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (EscrowSummary)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/escrows', isIdempotent: false, isText: false }, input),
  /** Departures on a lane */
  listSailings: (input: { readonly query?: { readonly from: string; readonly to: string; readonly mode?: "sea" | "air" } } = {}): Promise<Reply<{ readonly items: readonly (Sailing)[]; readonly fetchedAt: string; readonly isStale: boolean }>> =>
    send({ method: 'GET', path: '/v1/sailings', isIdempotent: false, isText: false }, input),
  /** What joining a departure would cost, not binding */
  quoteFreight: (input: { readonly body: FreightQuestion }): Promise<Reply<{ readonly quote: FreightQuote; readonly measures: { readonly packages: number; readonly grossWeightKg: string; readonly volumeCubicMetres: string; readonly revenueTons: string; readonly airChargeableKg: string }; readonly charges?: readonly (QuotedCharge)[]; readonly contingent?: readonly (QuotedCharge)[]; readonly totals?: readonly ({ readonly payer?: "seller" | "buyer"; readonly amount: Money })[] }>> =>
    send({ method: 'POST', path: '/v1/freight-quotes', isIdempotent: false, isText: false }, input),
  /** Put the goods of an order on a departure */
  createConsignment: (input: { readonly body: NewConsignment; readonly idempotencyKey?: string }): Promise<Reply<Consignment>> =>
    send({ method: 'POST', path: '/v1/consignments', isIdempotent: true, isText: false }, input),
  /** Consignments that your company is party to, newest first */
  listConsignments: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Consignment)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/consignments', isIdempotent: false, isText: false }, input),
  /** One consignment */
  getConsignment: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<Consignment>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}', isIdempotent: false, isText: false }, input),
  /** Record the receipt at the freight station, as measured there */
  receiveAtCfs: (input: { readonly params: { readonly consignmentId: string }; readonly body: CfsReceipt; readonly idempotencyKey?: string }): Promise<Reply<Consignment>> =>
    send({ method: 'POST', path: '/v1/consignments/{consignmentId}/receipt', isIdempotent: true, isText: false }, input),
  /** Accept the new quote after a re-measurement */
  acceptRequote: (input: { readonly params: { readonly consignmentId: string }; readonly body: RequoteAcceptance; readonly idempotencyKey?: string }): Promise<Reply<Consignment>> =>
    send({ method: 'POST', path: '/v1/consignments/{consignmentId}/requote-acceptance', isIdempotent: true, isText: false }, input),
  /** Approve pieces of more than 2.1 m */
  approveOverDimension: (input: { readonly params: { readonly consignmentId: string }; readonly body: OverDimensionApproval; readonly idempotencyKey?: string }): Promise<Reply<Consignment>> =>
    send({ method: 'POST', path: '/v1/consignments/{consignmentId}/over-dimension-approval', isIdempotent: true, isText: false }, input),
  /** Take the goods off the departure */
  withdrawConsignment: (input: { readonly params: { readonly consignmentId: string }; readonly body: ConsignmentWithdrawal; readonly idempotencyKey?: string }): Promise<Reply<{ readonly consignment: Consignment; readonly deadFreight: Money }>> =>
    send({ method: 'POST', path: '/v1/consignments/{consignmentId}/withdrawal', isIdempotent: true, isText: false }, input),
  /** What your side was quoted and charged, line by line */
  getFreightCharges: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<FreightCharges>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/charges', isIdempotent: false, isText: false }, input),
  /** Your share of the common cost, so that you can recompute it */
  getFreightShare: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<FreightShare>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/share', isIdempotent: false, isText: false }, input),
  /** Where the goods are: planned, estimated and observed */
  getTracking: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<Tracking>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/tracking', isIdempotent: false, isText: false }, input),
  /** The carrier’s events in DCSA’s Track and Trace, 3.0 or 2.2 */
  listTrackingEvents: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: "3.0" | "2.2" } }): Promise<Reply<{ readonly version: "3.0" | "2.2"; readonly events: readonly (DcsaEvent)[] }>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/events', isIdempotent: false, isText: false }, input),
  /** Where the goods of an order over several suppliers are, and what is due for their carriage */
  getConsolidatedFreight: (input: { readonly params: { readonly consolidatedOrderId: string } }): Promise<Reply<ConsolidatedFreight>> =>
    send({ method: 'GET', path: '/v1/consolidated-orders/{consolidatedOrderId}/freight', isIdempotent: false, isText: false }, input),
  /** Papers of a consignment, every version of each */
  listConsignmentPapers: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<{ readonly items: readonly (PaperSummary)[] }>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/papers', isIdempotent: false, isText: false }, input),
  /** The house bill of lading or air waybill */
  getHouseBill: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<Paper>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/house-bill', isIdempotent: false, isText: false }, input),
  /** The house bill to print */
  getHouseBillHtml: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/house-bill/html', isIdempotent: false, isText: true }, input),
  /** The arrival notice */
  getArrivalNotice: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<Paper>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/arrival-notice', isIdempotent: false, isText: false }, input),
  /** The arrival notice to print */
  getArrivalNoticeHtml: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/arrival-notice/html', isIdempotent: false, isText: true }, input),
  /** The delivery order as a paper */
  getDeliveryOrderPaper: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<Paper>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/delivery-order/paper', isIdempotent: false, isText: false }, input),
  /** The delivery order to print */
  getDeliveryOrderHtml: (input: { readonly params: { readonly consignmentId: string }; readonly query?: { readonly version?: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/delivery-order/html', isIdempotent: false, isText: true }, input),
  /** Papers of a shared load, every version of each */
  listPoolPapers: (input: { readonly params: { readonly poolId: string } }): Promise<Reply<{ readonly items: readonly (PaperSummary)[] }>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}/papers', isIdempotent: false, isText: false }, input),
  /** A paper of a shared load */
  getPoolPaper: (input: { readonly params: { readonly poolId: string; readonly name: string }; readonly query?: { readonly version?: string } }): Promise<Reply<Paper>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}/papers/{name}', isIdempotent: false, isText: false }, input),
  /** A paper of a shared load to print */
  getPoolPaperHtml: (input: { readonly params: { readonly poolId: string; readonly name: string }; readonly query?: { readonly version?: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}/papers/{name}/html', isIdempotent: false, isText: true }, input),
  /** What lets the consignee have the goods, and what it still waits for */
  getDeliveryOrder: (input: { readonly params: { readonly consignmentId: string } }): Promise<Reply<DeliveryOrder>> =>
    send({ method: 'GET', path: '/v1/consignments/{consignmentId}/delivery-order', isIdempotent: false, isText: false }, input),
  /** Release goods although a condition is not met */
  releaseDeliveryOrder: (input: { readonly params: { readonly consignmentId: string }; readonly body: DeliveryOrderRelease; readonly idempotencyKey?: string }): Promise<Reply<DeliveryOrder>> =>
    send({ method: 'POST', path: '/v1/consignments/{consignmentId}/delivery-order/release', isIdempotent: true, isText: false }, input),
  /** The shared load that your goods travel in */
  getPool: (input: { readonly params: { readonly poolId: string } }): Promise<Reply<Pool>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}', isIdempotent: false, isText: false }, input),
  /** How the shared load is stowed */
  getLoadPlan: (input: { readonly params: { readonly poolId: string }; readonly query?: { readonly unit?: string } }): Promise<Reply<LoadPlan>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}/load-plan', isIdempotent: false, isText: false }, input),
  /** Record the weight and the seals of a packed unit */
  weighUnit: (input: { readonly params: { readonly poolId: string }; readonly body: UnitWeighing; readonly idempotencyKey?: string }): Promise<Reply<Pool>> =>
    send({ method: 'POST', path: '/v1/pools/{poolId}/weighings', isIdempotent: true, isText: false }, input),
  /** Send a held pool on */
  resumePool: (input: { readonly params: { readonly poolId: string }; readonly body: PoolResumption; readonly idempotencyKey?: string }): Promise<Reply<Pool>> =>
    send({ method: 'POST', path: '/v1/pools/{poolId}/resumption', isIdempotent: true, isText: false }, input),
  /** Lines of the carrier’s invoice that are held back */
  getInvoiceDispute: (input: { readonly params: { readonly poolId: string } }): Promise<Reply<InvoiceDispute>> =>
    send({ method: 'GET', path: '/v1/pools/{poolId}/invoice-dispute', isIdempotent: false, isText: false }, input),
  /** End a dispute over a carrier’s invoice */
  decideInvoiceDispute: (input: { readonly params: { readonly poolId: string }; readonly body: InvoiceDisputeDecision; readonly idempotencyKey?: string }): Promise<Reply<InvoiceDispute>> =>
    send({ method: 'POST', path: '/v1/pools/{poolId}/invoice-dispute/decision', isIdempotent: true, isText: false }, input),
  /** Reference rates of the last publication, or of a day */
  listRates: (input: { readonly query?: { readonly base?: string; readonly on?: string } } = {}): Promise<Reply<ReferenceRates>> =>
    send({ method: 'GET', path: '/v1/fx/rates', isIdempotent: false, isText: false }, input),
  /** See what a rate would be, without locking it */
  indicateQuote: (input: { readonly body: { readonly sell: PositiveMoney; readonly buyCurrency: string; readonly validFor?: "15m" | "30m" | "1h" | "4h" | "8h" | "24h" } | { readonly buy: PositiveMoney; readonly sellCurrency: string; readonly validFor?: "15m" | "30m" | "1h" | "4h" | "8h" | "24h" } }): Promise<Reply<FxIndication>> =>
    send({ method: 'POST', path: '/v1/fx/indications', isIdempotent: false, isText: false }, input),
  /** Lock a rate for one conversion */
  lockQuote: (input: { readonly body: { readonly sell: PositiveMoney; readonly buyCurrency: string; readonly validFor?: "15m" | "30m" | "1h" | "4h" | "8h" | "24h"; readonly orderId?: string } | { readonly buy: PositiveMoney; readonly sellCurrency: string; readonly validFor?: "15m" | "30m" | "1h" | "4h" | "8h" | "24h"; readonly orderId?: string }; readonly idempotencyKey?: string }): Promise<Reply<FxQuote>> =>
    send({ method: 'POST', path: '/v1/fx/quotes', isIdempotent: true, isText: false }, input),
  /** One quote */
  getFxQuote: (input: { readonly params: { readonly quoteId: string } }): Promise<Reply<FxQuote>> =>
    send({ method: 'GET', path: '/v1/fx/quotes/{quoteId}', isIdempotent: false, isText: false }, input),
  /** Convert available money at a locked quote */
  convert: (input: { readonly body: { readonly quoteId: string }; readonly idempotencyKey?: string }): Promise<Reply<FxConversion>> =>
    send({ method: 'POST', path: '/v1/fx/conversions', isIdempotent: true, isText: false }, input),
  /** Your conversions, newest first */
  listConversions: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (FxConversion)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/fx/conversions', isIdempotent: false, isText: false }, input),
  /** One conversion */
  getConversion: (input: { readonly params: { readonly conversionId: string } }): Promise<Reply<FxConversion>> =>
    send({ method: 'GET', path: '/v1/fx/conversions/{conversionId}', isIdempotent: false, isText: false }, input),
  /** Take a conversion back after its order was cancelled or refunded */
  unwindConversion: (input: { readonly params: { readonly conversionId: string }; readonly body: FxUnwindingRequest; readonly idempotencyKey?: string }): Promise<Reply<FxConversion>> =>
    send({ method: 'POST', path: '/v1/fx/conversions/{conversionId}/unwinding', isIdempotent: true, isText: false }, input),
  /** What the house has open in each currency */
  getFxPositions: (): Promise<Reply<{ readonly asOf: string; readonly items: readonly (FxPosition)[] }>> =>
    send({ method: 'GET', path: '/v1/fx/positions', isIdempotent: false, isText: false }, {}),
  /** Import the last publication now */
  importRates: (input: { readonly idempotencyKey?: string } = {}): Promise<Reply<{ readonly source: string; readonly publishedOn: string; readonly isNew: boolean }>> =>
    send({ method: 'POST', path: '/v1/fx/rate-imports', isIdempotent: true, isText: false }, input),
  /** Read the terms of the partner fund for idle money */
  getIdleBalanceTerms: (): Promise<Reply<IdleBalanceTerms>> =>
    send({ method: 'GET', path: '/v1/idle-balance-terms', isIdempotent: false, isText: false }, {}),
  /** Let idle money of one currency earn income in the partner fund */
  optIntoIdleBalances: (input: { readonly body: { readonly currency: string; readonly termsVersion: string; readonly keep: Money }; readonly idempotencyKey?: string }): Promise<Reply<IdleBalance>> =>
    send({ method: 'POST', path: '/v1/idle-balances', isIdempotent: true, isText: false }, input),
  /** See what you have in the fund */
  listIdleBalances: (): Promise<Reply<{ readonly items: readonly (IdleBalance)[] }>> =>
    send({ method: 'GET', path: '/v1/idle-balances', isIdempotent: false, isText: false }, {}),
  /** Read your position of one currency */
  getIdleBalance: (input: { readonly params: { readonly currency: string } }): Promise<Reply<IdleBalance>> =>
    send({ method: 'GET', path: '/v1/idle-balances/{currency}', isIdempotent: false, isText: false }, input),
  /** Change what you keep available, or accept new terms */
  changeIdleBalance: (input: { readonly params: { readonly currency: string }; readonly body: { readonly termsVersion: string; readonly keep: Money }; readonly ifMatch: string }): Promise<Reply<IdleBalance>> =>
    send({ method: 'PUT', path: '/v1/idle-balances/{currency}', isIdempotent: false, isText: false }, input),
  /** Leave the fund: all units are paid back */
  optOutOfIdleBalances: (input: { readonly params: { readonly currency: string }; readonly idempotencyKey?: string }): Promise<Reply<IdleRedemption>> =>
    send({ method: 'POST', path: '/v1/idle-balances/{currency}/opt-out', isIdempotent: true, isText: false }, input),
  /** Take money back from the fund */
  redeemIdleBalance: (input: { readonly params: { readonly currency: string }; readonly body: { readonly amount: PositiveMoney }; readonly idempotencyKey?: string }): Promise<Reply<IdleRedemption>> =>
    send({ method: 'POST', path: '/v1/idle-balances/{currency}/redemptions', isIdempotent: true, isText: false }, input),
  /** Be paid out, with money from the fund where your balance is short */
  drawIdleBalance: (input: { readonly params: { readonly currency: string }; readonly body: { readonly amount: PositiveMoney }; readonly idempotencyKey?: string }): Promise<Reply<IdleDraw>> =>
    send({ method: 'POST', path: '/v1/idle-balances/{currency}/payouts', isIdempotent: true, isText: false }, input),
  /** List your orders at the fund */
  listIdleOrders: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (IdleOrder)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/idle-orders', isIdempotent: false, isText: false }, input),
  /** Read an order at the fund */
  getIdleOrder: (input: { readonly params: { readonly orderId: string } }): Promise<Reply<IdleOrder>> =>
    send({ method: 'GET', path: '/v1/idle-orders/{orderId}', isIdempotent: false, isText: false }, input),
  /** Read the last comparison of books, fund and sellers’ units */
  getIdleTie: (input: { readonly params: { readonly currency: string } }): Promise<Reply<IdleTie>> =>
    send({ method: 'GET', path: '/v1/idle-balance-ties/{currency}', isIdempotent: false, isText: false }, input),
  /** What one of your accounts held at a time */
  getAccountBalance: (input: { readonly params: { readonly accountId: string }; readonly query?: { readonly at?: string } }): Promise<Reply<{ readonly account: string; readonly code: "1010" | "1020" | "1110" | "1120" | "1210" | "1220" | "1300" | "1310" | "2010" | "2020" | "2030" | "2040" | "2045" | "2050" | "2060" | "2070" | "2080" | "2090" | "2100" | "2110" | "2120" | "2150" | "2160" | "4010" | "4020" | "4030" | "4040" | "4050" | "4060" | "5010" | "5020" | "5030" | "5040" | "5050" | "5060" | "8010" | "8020" | "8110" | "8120" | "8130" | "9010" | "9011" | "9020" | "9021" | "9030" | "9031"; readonly name: string; readonly at: string; readonly balance: SignedMoney; readonly pending?: Money }>> =>
    send({ method: 'GET', path: '/v1/ledger/accounts/{accountId}', isIdempotent: false, isText: false }, input),
  /** The statement of one of your accounts, page by page */
  listAccountLines: (input: { readonly params: { readonly accountId: string }; readonly query?: { readonly limit?: string; readonly cursor?: string; readonly from?: string; readonly before?: string } }): Promise<Reply<{ readonly account: string; readonly opening: SignedMoney; readonly items: readonly (AccountLine)[]; readonly closing: SignedMoney; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/ledger/accounts/{accountId}/lines', isIdempotent: false, isText: false }, input),
  /** Propose to undo a journal of the house */
  proposeCorrection: (input: { readonly body: { readonly corrects: string; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<LedgerCorrection>> =>
    send({ method: 'POST', path: '/v1/ledger/corrections', isIdempotent: true, isText: false }, input),
  /** List corrections, newest first */
  listCorrections: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (LedgerCorrection)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/ledger/corrections', isIdempotent: false, isText: false }, input),
  /** Post a proposed correction */
  approveCorrection: (input: { readonly params: { readonly correctionId: string }; readonly idempotencyKey?: string }): Promise<Reply<LedgerCorrection>> =>
    send({ method: 'POST', path: '/v1/ledger/corrections/{correctionId}/approve', isIdempotent: true, isText: false }, input),
  /** Turn a proposed correction down */
  rejectCorrection: (input: { readonly params: { readonly correctionId: string }; readonly idempotencyKey?: string }): Promise<Reply<LedgerCorrection>> =>
    send({ method: 'POST', path: '/v1/ledger/corrections/{correctionId}/reject', isIdempotent: true, isText: false }, input),
  /** List the movements of money that you are party to */
  listJournals: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly reference?: string } } = {}): Promise<Reply<{ readonly items: readonly (Journal)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/ledger/journals', isIdempotent: false, isText: false }, input),
  /** List your accounts with their balances */
  listAccounts: (): Promise<Reply<{ readonly items: readonly (LedgerAccount)[] }>> =>
    send({ method: 'GET', path: '/v1/ledger/accounts', isIdempotent: false, isText: false }, {}),
  /** Prove that no money was made or lost, and that client money is covered */
  getConservationProof: (): Promise<Reply<{ readonly asOf: string; readonly journals: number; readonly isBalanced: boolean; readonly isCovered: boolean; readonly currencies: readonly (CurrencyProof)[] }>> =>
    send({ method: 'GET', path: '/v1/ledger/proof', isIdempotent: false, isText: false }, {}),
  /** Have events sent to a URL of yours */
  createWebhookEndpoint: (input: { readonly body: WebhookEndpointRequest; readonly idempotencyKey?: string }): Promise<Reply<NewWebhookEndpoint>> =>
    send({ method: 'POST', path: '/v1/webhook-endpoints', isIdempotent: true, isText: false }, input),
  /** List your webhook endpoints, without their secrets */
  listWebhookEndpoints: (): Promise<Reply<{ readonly items: readonly (WebhookEndpoint)[] }>> =>
    send({ method: 'GET', path: '/v1/webhook-endpoints', isIdempotent: false, isText: false }, {}),
  /** Get a new signing secret; the old one signs too for 24 hours */
  rotateWebhookSecret: (input: { readonly params: { readonly endpointId: string }; readonly body: WebhookSecretRotation; readonly idempotencyKey?: string }): Promise<Reply<NewWebhookEndpoint>> =>
    send({ method: 'POST', path: '/v1/webhook-endpoints/{endpointId}/secret', isIdempotent: true, isText: false }, input),
  /** Stop sending to a URL; what was still to be sent there is cancelled */
  deleteWebhookEndpoint: (input: { readonly params: { readonly endpointId: string } }): Promise<Reply<undefined>> =>
    send({ method: 'DELETE', path: '/v1/webhook-endpoints/{endpointId}', isIdempotent: false, isText: false }, input),
  /** Your feed: every event that you may see */
  listEvents: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly correlationId?: string; readonly type?: string; readonly order?: "asc" | "desc" } } = {}): Promise<Reply<{ readonly items: readonly (CloudEvent)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/events', isIdempotent: false, isText: false }, input),
  /** Send an event again, to all your active endpoints or to one */
  replayEvent: (input: { readonly params: { readonly eventId: string }; readonly body: EventReplay; readonly idempotencyKey?: string }): Promise<Reply<{ readonly deliveries: readonly (WebhookDelivery)[] }>> =>
    send({ method: 'POST', path: '/v1/events/{eventId}/replay', isIdempotent: true, isText: false }, input),
  /** What was sent to your endpoints, and how it went */
  listDeliveries: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly endpointId?: string; readonly eventId?: string; readonly state?: "pending" | "delivered" | "exhausted" | "cancelled" } } = {}): Promise<Reply<{ readonly items: readonly (WebhookDelivery)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/webhook-deliveries', isIdempotent: false, isText: false }, input),
  /** Order one or more contracts at once */
  placeOrder: (input: { readonly body: { readonly contractIds: readonly (string)[]; readonly sampleCredits?: readonly ({ readonly contractId: string; readonly sampleId: string })[] }; readonly idempotencyKey?: string }): Promise<Reply<ConsolidatedOrder>> =>
    send({ method: 'POST', path: '/v1/orders', isIdempotent: true, isText: false }, input),
  /** List the orders of your company, newest first */
  listOrders: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (OrderSummary)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/orders', isIdempotent: false, isText: false }, input),
  /** Read an order: state, next action, money, holds, deadlines, history */
  getOrder: (input: { readonly params: { readonly orderId: string } }): Promise<Reply<Order>> =>
    send({ method: 'GET', path: '/v1/orders/{orderId}', isIdempotent: false, isText: false }, input),
  /** List your consolidated orders, newest first */
  listConsolidatedOrders: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly ({ readonly consolidatedOrderId: string; readonly placedAt: string; readonly orderIds: readonly (string)[] })[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/consolidated-orders', isIdempotent: false, isText: false }, input),
  /** Read a consolidated order and what pays it at once */
  getConsolidatedOrder: (input: { readonly params: { readonly consolidatedOrderId: string } }): Promise<Reply<ConsolidatedOrder>> =>
    send({ method: 'GET', path: '/v1/consolidated-orders/{consolidatedOrderId}', isIdempotent: false, isText: false }, input),
  /** List the frozen contracts of your company, newest first */
  listContracts: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Contract)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/contracts', isIdempotent: false, isText: false }, input),
  /** Read a frozen contract */
  getContract: (input: { readonly params: { readonly contractId: string } }): Promise<Reply<Contract>> =>
    send({ method: 'GET', path: '/v1/contracts/{contractId}', isIdempotent: false, isText: false }, input),
  /** Confirm an order as its supplier */
  confirmOrder: (input: { readonly params: { readonly orderId: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/confirmation', isIdempotent: true, isText: false }, input),
  /** Decline an order as its supplier */
  declineOrder: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/refusal', isIdempotent: true, isText: false }, input),
  /** Cancel an unpaid order as its buyer */
  cancelOrder: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/cancellation', isIdempotent: true, isText: false }, input),
  /** Report the goods ready, with the inspection report where one is agreed */
  reportReadiness: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly inspection?: InspectionReport }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/readiness', isIdempotent: true, isText: false }, input),
  /** Show that production has begun, as the supplier */
  reportProductionStart: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly description: string; readonly sha256?: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/production-start', isIdempotent: true, isText: false }, input),
  /** Confirm the start of production, as the buyer: its share is released */
  confirmProductionStart: (input: { readonly params: { readonly orderId: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/production-start-confirmation', isIdempotent: true, isText: false }, input),
  /** Take more time to look at the goods, as the buyer */
  extendAcceptance: (input: { readonly params: { readonly orderId: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/acceptance-extension', isIdempotent: true, isText: false }, input),
  /** Give the supplier more time to ship, as the buyer */
  extendShipment: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly latestShipOn: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/shipment-extension', isIdempotent: true, isText: false }, input),
  /** Accept the goods as the buyer: the money is released */
  acceptGoods: (input: { readonly params: { readonly orderId: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/acceptance', isIdempotent: true, isText: false }, input),
  /** Decide on a parked order as an operator */
  resolveParkedOrder: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly resolution: "refund" | "release" | "resume"; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<Order>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/resolution', isIdempotent: true, isText: false }, input),
  /** Open a dispute about a share of the goods */
  openDispute: (input: { readonly params: { readonly orderId: string }; readonly body: { readonly reason: "not_as_described" | "defective" | "short_quantity" | "damaged" | "not_received" | "other"; readonly description: string; readonly claimed: PositiveMoney; readonly freight?: PositiveMoney; readonly share?: string; readonly evidence?: readonly ({ readonly kind: "photo" | "inspection_report" | "correspondence" | "transport_document" | "contract" | "payment_slip" | "other"; readonly description: string; readonly sha256?: string })[] }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/orders/{orderId}/disputes', isIdempotent: true, isText: false }, input),
  /** List the disputes of an order, oldest first */
  listDisputes: (input: { readonly params: { readonly orderId: string } }): Promise<Reply<{ readonly items: readonly (Dispute)[] }>> =>
    send({ method: 'GET', path: '/v1/orders/{orderId}/disputes', isIdempotent: false, isText: false }, input),
  /** Read a dispute */
  getDispute: (input: { readonly params: { readonly disputeId: string } }): Promise<Reply<Dispute>> =>
    send({ method: 'GET', path: '/v1/disputes/{disputeId}', isIdempotent: false, isText: false }, input),
  /** Accept the claim or make an offer, as the supplier */
  answerDispute: (input: { readonly params: { readonly disputeId: string }; readonly body: { readonly decision: "accept"; readonly note?: string } | { readonly decision: "counter_offer"; readonly offer: Money; readonly note?: string }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/answer', isIdempotent: true, isText: false }, input),
  /** Accept the supplier's offer, as the buyer */
  acceptDisputeOffer: (input: { readonly params: { readonly disputeId: string }; readonly body: { readonly offer: Money }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/offer-acceptance', isIdempotent: true, isText: false }, input),
  /** Add a piece of evidence */
  addDisputeEvidence: (input: { readonly params: { readonly disputeId: string }; readonly body: EvidenceInput; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/evidence', isIdempotent: true, isText: false }, input),
  /** Ask for a determination, from the fourth day, as either party */
  escalateDispute: (input: { readonly params: { readonly disputeId: string }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/escalation', isIdempotent: true, isText: false }, input),
  /** Determine an escalated dispute, as an operator */
  determineDispute: (input: { readonly params: { readonly disputeId: string }; readonly body: { readonly refund: Money; readonly reasons: string; readonly atFault?: "supplier" | "buyer" | "carrier" | "nobody" }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/determination', isIdempotent: true, isText: false }, input),
  /** Withdraw a dispute, as the buyer */
  withdrawDispute: (input: { readonly params: { readonly disputeId: string }; readonly idempotencyKey?: string }): Promise<Reply<Dispute>> =>
    send({ method: 'POST', path: '/v1/disputes/{disputeId}/withdrawal', isIdempotent: true, isText: false }, input),
  /** The one bill of a consolidated order: goods, freight and duty, what is paid and what is due */
  getConsolidatedBill: (input: { readonly params: { readonly consolidatedOrderId: string } }): Promise<Reply<ConsolidatedBill>> =>
    send({ method: 'GET', path: '/v1/consolidated-orders/{consolidatedOrderId}/bill', isIdempotent: false, isText: false }, input),
  /** Sign a company up and get its first API key */
  registerCompany: (input: { readonly body: CompanyRegistration; readonly idempotencyKey?: string }): Promise<Reply<{ readonly company: Company; readonly apiKey: NewApiKey }>> =>
    send({ method: 'POST', path: '/v1/companies', isIdempotent: true, isText: false }, input),
  /** The company of the calling key */
  getMyCompany: (): Promise<Reply<Company>> =>
    send({ method: 'GET', path: '/v1/companies/me', isIdempotent: false, isText: false }, {}),
  /** Ask the company registry to confirm the company */
  requestVerification: (input: { readonly body: VerificationRequest; readonly idempotencyKey?: string }): Promise<Reply<Company>> =>
    send({ method: 'POST', path: '/v1/companies/me/verification', isIdempotent: true, isText: false }, input),
  /** Keep a company from doing anything but reading */
  suspendCompany: (input: { readonly params: { readonly companyId: string }; readonly body: Suspension; readonly idempotencyKey?: string }): Promise<Reply<Company>> =>
    send({ method: 'POST', path: '/v1/companies/{companyId}/suspension', isIdempotent: true, isText: false }, input),
  /** End the suspension of a company */
  reinstateCompany: (input: { readonly params: { readonly companyId: string }; readonly idempotencyKey?: string }): Promise<Reply<Company>> =>
    send({ method: 'POST', path: '/v1/companies/{companyId}/reinstatement', isIdempotent: true, isText: false }, input),
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
  /** Payout accounts of the company: in use, waiting and cancelled */
  listBankAccounts: (): Promise<Reply<{ readonly items: readonly (BankAccount)[] }>> =>
    send({ method: 'GET', path: '/v1/bank-accounts', isIdempotent: false, isText: false }, {}),
  /** Approve the change of a bank account as a second person */
  approveBankAccount: (input: { readonly params: { readonly bankAccountId: string }; readonly idempotencyKey?: string }): Promise<Reply<BankAccount>> =>
    send({ method: 'POST', path: '/v1/bank-accounts/{bankAccountId}/approval', isIdempotent: true, isText: false }, input),
  /** Stop a bank account that is not in use yet */
  cancelBankAccount: (input: { readonly params: { readonly bankAccountId: string }; readonly idempotencyKey?: string }): Promise<Reply<BankAccount>> =>
    send({ method: 'POST', path: '/v1/bank-accounts/{bankAccountId}/cancellation', isIdempotent: true, isText: false }, input),
  /** Bank accounts of all companies that wait to come into use, the oldest first */
  listBankAccountReviews: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly ({ readonly bankAccountId: string; readonly currency: string; readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string; readonly state: "name_review" | "awaiting_approval" | "cooling_off" | "active" | "cancelled"; readonly nameMatch?: { readonly verdict: "match" | "close" | "mismatch"; readonly reason: string }; readonly replaces?: string; readonly usableFrom?: string; readonly nextAction?: string; readonly companyId: string; readonly proposedAt: string })[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/bank-account-reviews', isIdempotent: false, isText: false }, input),
  /** Confirm that an account under another name belongs to the company */
  confirmBankAccountName: (input: { readonly params: { readonly bankAccountId: string }; readonly body: NameConfirmation; readonly idempotencyKey?: string }): Promise<Reply<BankAccount>> =>
    send({ method: 'POST', path: '/v1/bank-accounts/{bankAccountId}/name-confirmation', isIdempotent: true, isText: false }, input),
  /** Let a lender read some of your data for a while */
  createConsent: (input: { readonly body: ConsentRequest; readonly idempotencyKey?: string }): Promise<Reply<Consent>> =>
    send({ method: 'POST', path: '/v1/consents', isIdempotent: true, isText: false }, input),
  /** Consents that you gave or were given, newest first */
  listConsents: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Consent)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/consents', isIdempotent: false, isText: false }, input),
  /** Read one consent */
  getConsent: (input: { readonly params: { readonly consentId: string } }): Promise<Reply<Consent>> =>
    send({ method: 'GET', path: '/v1/consents/{consentId}', isIdempotent: false, isText: false }, input),
  /** Take a consent back; the very next pull is refused */
  revokeConsent: (input: { readonly params: { readonly consentId: string } }): Promise<Reply<undefined>> =>
    send({ method: 'DELETE', path: '/v1/consents/{consentId}', isIdempotent: false, isText: false }, input),
  /** Read a company's credit profile under its consent */
  pullCreditProfile: (input: { readonly params: { readonly companyId: string } }): Promise<Reply<{ readonly pull: DataPull; readonly profile: PulledCreditProfile }>> =>
    send({ method: 'GET', path: '/v1/partner/companies/{companyId}/credit-profile', isIdempotent: false, isText: false }, input),
  /** Enquiry log: who read your data, and what you read of others, newest first */
  listPulls: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (DataPull)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/pulls', isIdempotent: false, isText: false }, input),
  /** What your company owes, newest first */
  listPayables: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly state?: "open" | "partly_paid" | "paid" | "cancelled" } } = {}): Promise<Reply<{ readonly items: readonly (Payable)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/payables', isIdempotent: false, isText: false }, input),
  /** One payable */
  getPayable: (input: { readonly params: { readonly payableId: string } }): Promise<Reply<Payable>> =>
    send({ method: 'GET', path: '/v1/payables/{payableId}', isIdempotent: false, isText: false }, input),
  /** Pay several payables at once */
  pay: (input: { readonly body: { readonly payableIds: readonly (string)[]; readonly method: { readonly type: "card"; readonly cardToken: string } | { readonly type: "bank_transfer" } }; readonly idempotencyKey?: string }): Promise<Reply<Payment>> =>
    send({ method: 'POST', path: '/v1/payments', isIdempotent: true, isText: false }, input),
  /** Your payments, newest first */
  listPayments: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Payment)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/payments', isIdempotent: false, isText: false }, input),
  /** One payment */
  getPayment: (input: { readonly params: { readonly paymentId: string } }): Promise<Reply<Payment>> =>
    send({ method: 'GET', path: '/v1/payments/{paymentId}', isIdempotent: false, isText: false }, input),
  /** Have your available money paid out */
  requestPayout: (input: { readonly body: { readonly amount: PositiveMoney; readonly from?: "available" | "wallet"; readonly reference?: string }; readonly idempotencyKey?: string }): Promise<Reply<Payout>> =>
    send({ method: 'POST', path: '/v1/payouts', isIdempotent: true, isText: false }, input),
  /** Payouts to your company, newest first */
  listPayouts: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Payout)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/payouts', isIdempotent: false, isText: false }, input),
  /** One payout */
  getPayout: (input: { readonly params: { readonly payoutId: string } }): Promise<Reply<Payout>> =>
    send({ method: 'GET', path: '/v1/payouts/{payoutId}', isIdempotent: false, isText: false }, input),
  /** Ask that what came back is sent again */
  repeatPayout: (input: { readonly params: { readonly payoutId: string }; readonly idempotencyKey?: string }): Promise<Reply<Payout>> =>
    send({ method: 'POST', path: '/v1/payouts/{payoutId}/repetition', isIdempotent: true, isText: false }, input),
  /** Approve the repetition of a payout that came back */
  approvePayout: (input: { readonly params: { readonly payoutId: string }; readonly idempotencyKey?: string }): Promise<Reply<Payout>> =>
    send({ method: 'POST', path: '/v1/payouts/{payoutId}/approval', isIdempotent: true, isText: false }, input),
  /** Money that came in and matches nothing */
  listUnappliedReceipts: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Receipt)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/unapplied-receipts', isIdempotent: false, isText: false }, input),
  /** Payables that unmatched money may have been meant for, the likeliest first */
  suggestPayables: (input: { readonly params: { readonly entryId: string } }): Promise<Reply<{ readonly items: readonly (ReceiptSuggestion)[] }>> =>
    send({ method: 'GET', path: '/v1/unapplied-receipts/{entryId}/suggestions', isIdempotent: false, isText: false }, input),
  /** Apply unmatched money to the payable that it was meant for */
  applyReceipt: (input: { readonly params: { readonly entryId: string }; readonly body: { readonly payableId: string }; readonly idempotencyKey?: string }): Promise<Reply<Receipt>> =>
    send({ method: 'POST', path: '/v1/unapplied-receipts/{entryId}/application', isIdempotent: true, isText: false }, input),
  /** Send unmatched money back to the account that it came from */
  returnReceipt: (input: { readonly params: { readonly entryId: string }; readonly body: { readonly reason: string; readonly account?: { readonly holderName: string; readonly accountNumber: string; readonly bic: string; readonly bankCountry: string } }; readonly idempotencyKey?: string }): Promise<Reply<Receipt>> =>
    send({ method: 'POST', path: '/v1/unapplied-receipts/{entryId}/return', isIdempotent: true, isText: false }, input),
  /** Say that you sent money for a payable and it was not seen */
  claimReceipt: (input: { readonly params: { readonly payableId: string }; readonly body: { readonly amount: PositiveMoney; readonly sentOn: string; readonly senderName: string }; readonly idempotencyKey?: string }): Promise<Reply<{ readonly payableId: string; readonly amount: PositiveMoney; readonly sentOn: string; readonly senderName: string }>> =>
    send({ method: 'POST', path: '/v1/payables/{payableId}/receipt-claim', isIdempotent: true, isText: false }, input),
  /** Card payments that wait for an operator, newest first */
  listHeldPayments: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (HeldPayment)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/held-payments', isIdempotent: false, isText: false }, input),
  /** End the hold of a card payment */
  resolvePaymentHold: (input: { readonly params: { readonly paymentId: string }; readonly body: { readonly decision: "accept" | "refund" | "ask_again" | "fail"; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<HeldPayment>> =>
    send({ method: 'POST', path: '/v1/payments/{paymentId}/hold-resolution', isIdempotent: true, isText: false }, input),
  /** Charges that cardholders took back, newest first */
  listChargebacks: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Chargeback)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/chargebacks', isIdempotent: false, isText: false }, input),
  /** One chargeback */
  getChargeback: (input: { readonly params: { readonly chargebackId: string } }): Promise<Reply<Chargeback>> =>
    send({ method: 'GET', path: '/v1/chargebacks/{chargebackId}', isIdempotent: false, isText: false }, input),
  /** The last proof of the books against bank, PSP and trades */
  getReconciliation: (): Promise<Reply<ReconciliationReport>> =>
    send({ method: 'GET', path: '/v1/reconciliation', isIdempotent: false, isText: false }, {}),
  /** Differences that were found, newest first, with their age */
  listBreaks: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly state?: "open" | "explained" | "resolved" | "cleared" } } = {}): Promise<Reply<{ readonly items: readonly (ReconciliationBreak)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/reconciliation/breaks', isIdempotent: false, isText: false }, input),
  /** One difference */
  getBreak: (input: { readonly params: { readonly breakId: string } }): Promise<Reply<ReconciliationBreak>> =>
    send({ method: 'GET', path: '/v1/reconciliation/breaks/{breakId}', isIdempotent: false, isText: false }, input),
  /** Explain or resolve a difference, with a reason */
  decideBreak: (input: { readonly params: { readonly breakId: string }; readonly body: { readonly decision: "explain" | "resolve"; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<ReconciliationBreak>> =>
    send({ method: 'POST', path: '/v1/reconciliation/breaks/{breakId}/decision', isIdempotent: true, isText: false }, input),
  /** Have an entry of the bank booked that nobody told us of */
  bookUnknownEntry: (input: { readonly params: { readonly breakId: string }; readonly body: { readonly as: "receipt" | "bank_fee"; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<ReconciliationBreak>> =>
    send({ method: 'POST', path: '/v1/reconciliation/breaks/{breakId}/booking', isIdempotent: true, isText: false }, input),
  /** Import a camt.053 statement by hand */
  importStatement: (input: { readonly body: { readonly camt053: string }; readonly idempotencyKey?: string }): Promise<Reply<{ readonly statements: readonly (ImportedStatement)[] }>> =>
    send({ method: 'POST', path: '/v1/reconciliation/statements', isIdempotent: true, isText: false }, input),
  /** Claim the export tax back */
  createRefundClaim: (input: { readonly body: { readonly orderId: string; readonly declarationId: string; readonly invoice: PurchaseInvoice }; readonly idempotencyKey?: string }): Promise<Reply<RefundClaim>> =>
    send({ method: 'POST', path: '/v1/refund-claims', isIdempotent: true, isText: false }, input),
  /** List your claims */
  listRefundClaims: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (RefundClaim)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/refund-claims', isIdempotent: false, isText: false }, input),
  /** Read a claim */
  getRefundClaim: (input: { readonly params: { readonly claimId: string } }): Promise<Reply<RefundClaim>> =>
    send({ method: 'GET', path: '/v1/refund-claims/{claimId}', isIdempotent: false, isText: false }, input),
  /** Get part of a refund now */
  requestAdvance: (input: { readonly params: { readonly claimId: string }; readonly body: { readonly share: string }; readonly idempotencyKey?: string }): Promise<Reply<RefundClaim>> =>
    send({ method: 'POST', path: '/v1/refund-claims/{claimId}/advance', isIdempotent: true, isText: false }, input),
  /** Answer a query of the tax office */
  answerRefundQuery: (input: { readonly params: { readonly claimId: string }; readonly body: { readonly statement: string }; readonly idempotencyKey?: string }): Promise<Reply<RefundClaim>> =>
    send({ method: 'POST', path: '/v1/refund-claims/{claimId}/query-answer', isIdempotent: true, isText: false }, input),
  /** Settle for what the tax office pays, where it is less than was expected */
  settleRefundForLess: (input: { readonly params: { readonly claimId: string }; readonly body: { readonly amount: PositiveMoney; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<RefundClaim>> =>
    send({ method: 'POST', path: '/v1/refund-claims/{claimId}/approved-refund', isIdempotent: true, isText: false }, input),
  /** Work out a refund before you export */
  quoteRefund: (input: { readonly body: { readonly method: "trader"; readonly hsCode: string; readonly exportOn: string; readonly exVatAmount: PositiveMoney; readonly vatRate: string; readonly kind: "special" | "ordinary"; readonly domesticCosts?: PositiveMoney; readonly fob?: PositiveMoney } | { readonly method: "producer"; readonly hsCode: string; readonly exportOn: string; readonly vatRate: string; readonly inputVat: Money; readonly priorCredit: Money; readonly domesticOutputVat: Money; readonly exportFob: PositiveMoney; readonly dutyFreeInputs: Money } | { readonly method: "korea_drawback"; readonly fob: PositiveMoney; readonly wonPer10000: string; readonly inputs?: { readonly quantity: string; readonly lossFactor: string; readonly cifPerUnit: PositiveMoney; readonly dutyRate: string } } }): Promise<Reply<RefundQuote>> =>
    send({ method: 'POST', path: '/v1/refund-quotes', isIdempotent: false, isText: false }, input),
  /** Ask a supplier for a sample */
  requestSample: (input: { readonly body: SampleRequest; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples', isIdempotent: true, isText: false }, input),
  /** Samples of the company, newest first */
  listSamples: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly view?: "mine" | "parked" } } = {}): Promise<Reply<{ readonly items: readonly (Sample)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/samples', isIdempotent: false, isText: false }, input),
  /** Read a sample */
  getSample: (input: { readonly params: { readonly sampleId: string } }): Promise<Reply<Sample>> =>
    send({ method: 'GET', path: '/v1/samples/{sampleId}', isIdempotent: false, isText: false }, input),
  /** See what a bulk order would be credited */
  previewSampleCredit: (input: { readonly params: { readonly sampleId: string }; readonly query?: { readonly quantity: string; readonly unitPrice: string; readonly depositShare?: string; readonly orderedOn?: string } }): Promise<Reply<SampleCreditPreview>> =>
    send({ method: 'GET', path: '/v1/samples/{sampleId}/credit', isIdempotent: false, isText: false }, input),
  /** Quote a sample */
  quoteSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleQuoteInput; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/quote', isIdempotent: true, isText: false }, input),
  /** Refuse to make a sample */
  declineSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleReason; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/refusal', isIdempotent: true, isText: false }, input),
  /** Take a sample request back, before it is paid */
  cancelSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleReason; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/cancellation', isIdempotent: true, isText: false }, input),
  /** Accept the quote; escrow opens */
  acceptSampleQuote: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleQuoteAcceptance; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/quote-acceptance', isIdempotent: true, isText: false }, input),
  /** Report that the sample is with a courier */
  dispatchSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleDispatch; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/dispatch', isIdempotent: true, isText: false }, input),
  /** Confirm that the sample has arrived */
  confirmSampleDelivery: (input: { readonly params: { readonly sampleId: string }; readonly body: Nothing; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/delivery', isIdempotent: true, isText: false }, input),
  /** Report that the sample never came */
  reportSampleMissing: (input: { readonly params: { readonly sampleId: string }; readonly body: Nothing; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/non-delivery', isIdempotent: true, isText: false }, input),
  /** Approve or reject the sample */
  reviewSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleVerdict; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/review', isIdempotent: true, isText: false }, input),
  /** Make the sample once more, free of charge */
  resampleSample: (input: { readonly params: { readonly sampleId: string }; readonly body: ResampleOffer; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/resample', isIdempotent: true, isText: false }, input),
  /** Contest a rejection as not to specification */
  contestSampleReview: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleReason; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/contest', isIdempotent: true, isText: false }, input),
  /** Decide over the money of a parked sample */
  determineSample: (input: { readonly params: { readonly sampleId: string }; readonly body: SampleDetermination; readonly idempotencyKey?: string }): Promise<Reply<Sample>> =>
    send({ method: 'POST', path: '/v1/samples/{sampleId}/determination', isIdempotent: true, isText: false }, input),
  /** See what money you have, where it is and when it is free */
  listBalances: (): Promise<Reply<{ readonly items: readonly (Balance)[] }>> =>
    send({ method: 'GET', path: '/v1/balances', isIdempotent: false, isText: false }, {}),
  /** List the releases that were or are being paid out to you */
  listSettlements: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly view?: "mine" | "parked" } } = {}): Promise<Reply<{ readonly items: readonly (Settlement)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/settlements', isIdempotent: false, isText: false }, input),
  /** Read how a release was shared out */
  getSettlement: (input: { readonly params: { readonly settlementId: string } }): Promise<Reply<Settlement>> =>
    send({ method: 'GET', path: '/v1/settlements/{settlementId}', isIdempotent: false, isText: false }, input),
  /** Try a parked settlement again */
  retrySettlement: (input: { readonly params: { readonly settlementId: string }; readonly idempotencyKey?: string }): Promise<Reply<Settlement>> =>
    send({ method: 'POST', path: '/v1/settlements/{settlementId}/retry', isIdempotent: true, isText: false }, input),
  /** Give a fee back, in part or in full */
  reverseFee: (input: { readonly params: { readonly settlementId: string }; readonly body: { readonly amount?: PositiveMoney; readonly reason: string }; readonly idempotencyKey?: string }): Promise<Reply<FeeReversal>> =>
    send({ method: 'POST', path: '/v1/settlements/{settlementId}/fee-reversals', isIdempotent: true, isText: false }, input),
  /** See what is held back of your proceeds, why, until when, and what would free it sooner */
  listPaymentHolds: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (PaymentHold)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/payment-holds', isIdempotent: false, isText: false }, input),
  /** List the invoices and credit notes for our fees */
  listInvoices: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (FeeInvoice)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/invoices', isIdempotent: false, isText: false }, input),
  /** Read an invoice or credit note for a fee of ours */
  getInvoice: (input: { readonly params: { readonly invoiceId: string } }): Promise<Reply<FeeInvoice>> =>
    send({ method: 'GET', path: '/v1/invoices/{invoiceId}', isIdempotent: false, isText: false }, input),
  /** Download an invoice or credit note as PDF */
  getInvoicePdf: (input: { readonly params: { readonly invoiceId: string } }): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/invoices/{invoiceId}/pdf', isIdempotent: false, isText: true }, input),
  /** Read the statement of a period in one currency */
  getStatement: (input: { readonly query?: { readonly currency: string; readonly from: string; readonly to: string } } = {}): Promise<Reply<Statement>> =>
    send({ method: 'GET', path: '/v1/statements', isIdempotent: false, isText: false }, input),
  /** Download a statement as CSV */
  getStatementCsv: (input: { readonly query?: { readonly currency: string; readonly from: string; readonly to: string } } = {}): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/statements/csv', isIdempotent: false, isText: true }, input),
  /** Download a statement as PDF */
  getStatementPdf: (input: { readonly query?: { readonly currency: string; readonly from: string; readonly to: string } } = {}): Promise<Reply<string>> =>
    send({ method: 'GET', path: '/v1/statements/pdf', isIdempotent: false, isText: true }, input),
  /** Ask for quotes */
  openRfq: (input: { readonly body: RfqOpening; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs', isIdempotent: true, isText: false }, input),
  /** List requests */
  listRfqs: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly view?: "mine" | "open" | "invited" | "quoted" } } = {}): Promise<Reply<{ readonly items: readonly (Rfq)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/rfqs', isIdempotent: false, isText: false }, input),
  /** Read a request */
  getRfq: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<Rfq>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}', isIdempotent: false, isText: false }, input),
  /** Replace a draft */
  replaceDraft: (input: { readonly params: { readonly rfqId: string }; readonly body: RfqInput; readonly ifMatch: string }): Promise<Reply<Rfq>> =>
    send({ method: 'PUT', path: '/v1/rfqs/{rfqId}', isIdempotent: false, isText: false }, input),
  /** Take no more quotes, or end the request */
  closeRfq: (input: { readonly params: { readonly rfqId: string }; readonly body: RfqClosure; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/closure', isIdempotent: true, isText: false }, input),
  /** Open a draft: from now on it takes quotes */
  openDraft: (input: { readonly params: { readonly rfqId: string }; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/opening', isIdempotent: true, isText: false }, input),
  /** Look for suppliers once more */
  matchAgain: (input: { readonly params: { readonly rfqId: string }; readonly idempotencyKey?: string }): Promise<Reply<Rfq>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/matching', isIdempotent: true, isText: false }, input),
  /** Why these suppliers */
  listMatchings: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<{ readonly items: readonly (RfqMatching)[] }>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}/matchings', isIdempotent: false, isText: false }, input),
  /** Quote a request */
  submitQuote: (input: { readonly params: { readonly rfqId: string }; readonly body: QuoteSubmission; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/quotes', isIdempotent: true, isText: false }, input),
  /** Quotes of a request */
  listQuotes: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<{ readonly items: readonly (Quote)[] }>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}/quotes', isIdempotent: false, isText: false }, input),
  /** Quotes that your company made, newest first */
  listOwnQuotes: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {}): Promise<Reply<{ readonly items: readonly (Quote)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/quotes', isIdempotent: false, isText: false }, input),
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
  /** Put the current version on the shortlist */
  shortlistQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteAcceptance; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/shortlisting', isIdempotent: true, isText: false }, input),
  /** Turn a quote down */
  rejectQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteEnding; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/rejection', isIdempotent: true, isText: false }, input),
  /** Take a quote back */
  withdrawQuote: (input: { readonly params: { readonly quoteId: string }; readonly body: QuoteEnding; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/withdrawal', isIdempotent: true, isText: false }, input),
  /** Write to the other side of a quote */
  sendMessage: (input: { readonly params: { readonly quoteId: string }; readonly body: MessageInput; readonly idempotencyKey?: string }): Promise<Reply<{ readonly message: QuoteMessage; readonly quote: Quote }>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/messages', isIdempotent: true, isText: false }, input),
  /** Messages of a quote, oldest first */
  listMessages: (input: { readonly params: { readonly quoteId: string }; readonly query?: { readonly limit?: string; readonly cursor?: string } }): Promise<Reply<{ readonly items: readonly (QuoteMessage)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/quotes/{quoteId}/messages', isIdempotent: false, isText: false }, input),
  /** Point at a message that says otherwise than the version */
  raiseDifference: (input: { readonly params: { readonly quoteId: string }; readonly body: DifferenceInput; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/differences', isIdempotent: true, isText: false }, input),
  /** Adopt or drop a difference */
  answerDifference: (input: { readonly params: { readonly quoteId: string; readonly differenceId: string }; readonly body: DifferenceAnswer; readonly idempotencyKey?: string }): Promise<Reply<Quote>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/differences/{differenceId}/answer', isIdempotent: true, isText: false }, input),
  /** Compare live quotes at your own door */
  compareQuotes: (input: { readonly params: { readonly rfqId: string } }): Promise<Reply<QuoteComparison>> =>
    send({ method: 'GET', path: '/v1/rfqs/{rfqId}/comparison', isIdempotent: false, isText: false }, input),
  /** Have the estimates of all live quotes made anew */
  estimateAgain: (input: { readonly params: { readonly rfqId: string }; readonly idempotencyKey?: string }): Promise<Reply<QuoteComparison>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/estimates', isIdempotent: true, isText: false }, input),
  /** Offer goods to many buyers together */
  openGroupBuy: (input: { readonly body: GroupBuyInput; readonly idempotencyKey?: string }): Promise<Reply<GroupBuy>> =>
    send({ method: 'POST', path: '/v1/group-buys', isIdempotent: true, isText: false }, input),
  /** List group buys, newest first */
  listGroupBuys: (input: { readonly query?: { readonly limit?: string; readonly cursor?: string; readonly view?: "open" | "mine" } } = {}): Promise<Reply<{ readonly items: readonly (GroupBuy)[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/group-buys', isIdempotent: false, isText: false }, input),
  /** Read a group buy: what is pooled, what it would cost now, your own share */
  getGroupBuy: (input: { readonly params: { readonly groupBuyId: string } }): Promise<Reply<GroupBuy>> =>
    send({ method: 'GET', path: '/v1/group-buys/{groupBuyId}', isIdempotent: false, isText: false }, input),
  /** Take a share, at a price of at most so much */
  joinGroupBuy: (input: { readonly params: { readonly groupBuyId: string }; readonly body: GroupShareInput; readonly idempotencyKey?: string }): Promise<Reply<GroupBuy>> =>
    send({ method: 'POST', path: '/v1/group-buys/{groupBuyId}/shares', isIdempotent: true, isText: false }, input),
  /** Give your share back, as long as it is not bound */
  leaveGroupBuy: (input: { readonly params: { readonly groupBuyId: string }; readonly idempotencyKey?: string }): Promise<Reply<GroupBuy>> =>
    send({ method: 'POST', path: '/v1/group-buys/{groupBuyId}/withdrawal', isIdempotent: true, isText: false }, input),
  /** Call a group buy off before it closes, as its supplier */
  cancelGroupBuy: (input: { readonly params: { readonly groupBuyId: string }; readonly idempotencyKey?: string }): Promise<Reply<GroupBuy>> =>
    send({ method: 'POST', path: '/v1/group-buys/{groupBuyId}/cancellation', isIdempotent: true, isText: false }, input),
  /** Read the description of a request in another language */
  translateRfq: (input: { readonly params: { readonly rfqId: string }; readonly body: TranslationInput; readonly idempotencyKey?: string }): Promise<Reply<Translation>> =>
    send({ method: 'POST', path: '/v1/rfqs/{rfqId}/translations', isIdempotent: true, isText: false }, input),
  /** Read a message of a quote in another language */
  translateMessage: (input: { readonly params: { readonly quoteId: string }; readonly body: MessageTranslationInput; readonly idempotencyKey?: string }): Promise<Reply<Translation>> =>
    send({ method: 'POST', path: '/v1/quotes/{quoteId}/translations', isIdempotent: true, isText: false }, input),
});
