import { BaselineDomain } from '../baseline-domain';
import { nested, Problem } from '../private/validation';
import { TaggedBackup, TaggedBackupOptions } from './tagged-backup';

/** How a baseline covers backups. */
export class ProtectionDomain extends BaselineDomain {
  /**
   * A TaggedBackup with a ProtectedBackupVault.
   *
   * @param props - where it should differ from the profile
   */
  public static taggedBackup(props: TaggedBackupOptions = {}): ProtectionDomain {
    return new ProtectionDomain(props);
  }

  /**
   * Leaves backups out. Gives a warning at synthesis.
   *
   * @param reason - who or what covers it instead
   */
  public static omitted(reason: string): ProtectionDomain {
    return new ProtectionDomain({}, reason);
  }

  private constructor(
    /** @internal */
    public readonly _props: TaggedBackupOptions,
    omittedBecause?: string,
  ) {
    super(omittedBecause);
  }

  /** @internal */
  public override _problems(): Problem[] {
    return nested('protection', TaggedBackup._problems(this._props));
  }
}
