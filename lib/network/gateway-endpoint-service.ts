/** The services that a gateway endpoint leads to, without a network interface and for free. */
export enum GatewayEndpointService {
  /** Amazon S3. */
  S3 = 's3',
  /** Amazon DynamoDB. */
  DYNAMODB = 'dynamodb',
}
