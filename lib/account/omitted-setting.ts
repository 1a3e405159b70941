import { AccountSetting } from './account-setting';

/** A setting that is left out, and why. */
export interface OmittedSetting {
  /** The setting. */
  readonly setting: AccountSetting;

  /** Who or what makes it instead, or why it must not be made. */
  readonly reason: string;
}

/** What a selection of settings may leave out. */
export interface SettingSelection {
  /**
   * Settings that are left as they are. Each gives a warning at synthesis, under an id of its own such as
   * `cdk-secure-baseline:default-vpc-removal-omitted`. One that is left out later is put back to what it was before.
   *
   * @default - all are made
   */
  readonly omitted?: OmittedSetting[];
}
