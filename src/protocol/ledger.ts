/** How often each rule was tried and broken, by the statement's key. */
export interface LedgerRow {
  readonly statement: string;
  readonly code: string;
  readonly exercised: number;
  readonly broken: number;
}

export interface Ledger {
  rows(): readonly LedgerRow[];
}

/** Of a protocol whose conversations have no rules yet. */
export const NO_RULES: Ledger = { rows: () => [] };
