/**
 * How a list of addresses and domains is written.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
 */
export enum EntityListFormat {
  /** Plain text, an entry a line. */
  TXT = 'TXT',
  /** Structured Threat Information Expression. */
  STIX = 'STIX',
  /** CSV of the Open Threat Exchange. */
  OTX_CSV = 'OTX_CSV',
  /** CSV of FireEye iSIGHT. */
  FIRE_EYE = 'FIRE_EYE',
  /** CSV of Proofpoint ET Intelligence Feed. */
  PROOF_POINT = 'PROOF_POINT',
  /** Reputation feed of AlienVault. */
  ALIEN_VAULT = 'ALIEN_VAULT',
}
