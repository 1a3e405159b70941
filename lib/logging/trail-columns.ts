const ISSUER = 'struct<type:string,principalid:string,arn:string,accountid:string,username:string>';

/**
 * The columns of AWS CloudTrail's log files, as Amazon Athena reads them. What differs from call to call is kept as JSON.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-understanding.html
 */
export const TRAIL_COLUMNS: readonly [name: string, type: string][] = [
  ['eventversion', 'string'],
  ['useridentity', 'struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,'
    + `sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:${ISSUER}>>`],
  ['eventtime', 'string'],
  ['eventsource', 'string'],
  ['eventname', 'string'],
  ['awsregion', 'string'],
  ['sourceipaddress', 'string'],
  ['useragent', 'string'],
  ['errorcode', 'string'],
  ['errormessage', 'string'],
  ['requestparameters', 'string'],
  ['responseelements', 'string'],
  ['additionaleventdata', 'string'],
  ['requestid', 'string'],
  ['eventid', 'string'],
  ['readonly', 'string'],
  ['resources', 'array<struct<arn:string,accountid:string,type:string>>'],
  ['eventtype', 'string'],
  ['recipientaccountid', 'string'],
  ['serviceeventdetails', 'string'],
  ['sharedeventid', 'string'],
  ['vpcendpointid', 'string'],
  ['tlsdetails', 'struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>'],
];
