/** Which of an account's resources a region is responsible for in AWS Config. */
export enum ConfigurationScope {
  /** Its own, and the global ones: users, groups, roles and policies exist once but would be recorded, and charged, in each region. */
  HOME_REGION = 'home-region',
  /** Its own alone. */
  FURTHER_REGION = 'further-region',
}
