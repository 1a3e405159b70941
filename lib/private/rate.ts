/** A price for so much use. */
export interface Rate {
  /** US dollars. Of the first tier, where much use is cheaper. */
  readonly usd: number;
  /** What they are for, in words: `million management events`. */
  readonly per: string;
  /** Whether they are paid each month for what is there, and not once for what is done. */
  readonly monthly?: boolean;
}

/** Rates as text, such as `0.80 for each million S3 data events`. */
export function inWords(rates: readonly Rate[]): string {
  return rates.map(({ usd, per, monthly }) => `${dollars(usd)}${monthly ? ' a month' : ''} for each ${per}`).join(', ');
}

/** At least cents, and as much more as there is. */
function dollars(usd: number): string {
  return /\.\d{3}/.test(String(usd)) ? String(usd) : usd.toFixed(2);
}
