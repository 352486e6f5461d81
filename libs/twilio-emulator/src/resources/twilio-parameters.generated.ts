// Generated from the sources of the `twilio` SDK by
// `npx vitest run libs/twilio-emulator/src/resources/twilio-parameters.spec.ts -u`.

/** The parameters that Twilio knows, by the emulated operation, separated by spaces. */
export const TWILIO_PARAMETERS: Readonly<Record<string, string>> = {
  'DELETE /v1/AuthTokens/Secondary':
    'SuppressEmailNotification',
  'GET /2010-04-01/Accounts.json':
    'FriendlyName Status PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers.json':
    'PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Local.json':
    'AreaCode Contains SmsEnabled MmsEnabled VoiceEnabled ExcludeAllAddressRequired ExcludeLocalAddressRequired ExcludeForeignAddressRequired Beta NearNumber NearLatLong Distance InPostalCode InRegion InRateCenter InLata InLocality FaxEnabled PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/Mobile.json':
    'AreaCode Contains SmsEnabled MmsEnabled VoiceEnabled ExcludeAllAddressRequired ExcludeLocalAddressRequired ExcludeForeignAddressRequired Beta NearNumber NearLatLong Distance InPostalCode InRegion InRateCenter InLata InLocality FaxEnabled PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/TollFree.json':
    'AreaCode Contains SmsEnabled MmsEnabled VoiceEnabled ExcludeAllAddressRequired ExcludeLocalAddressRequired ExcludeForeignAddressRequired Beta NearNumber NearLatLong Distance InPostalCode InRegion InRateCenter InLata InLocality FaxEnabled PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Calls.json':
    'To From ParentCallSid Status StartTime StartTime< StartTime> EndTime EndTime< EndTime> PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json':
    'Beta FriendlyName PhoneNumber Origin PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json':
    'Beta FriendlyName PhoneNumber Origin PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Mobile.json':
    'Beta FriendlyName PhoneNumber Origin PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/TollFree.json':
    'Beta FriendlyName PhoneNumber Origin PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Keys.json':
    'PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Messages.json':
    'To From DateSent DateSent< DateSent> PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json':
    'DateCreated DateCreated< DateCreated> PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/SigningKeys.json':
    'PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/AllTime.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/Daily.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/LastMonth.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/Monthly.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/ThisMonth.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/Today.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/Yearly.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /2010-04-01/Accounts/{AccountSid}/Usage/Records/Yesterday.json':
    'Category StartDate EndDate IncludeSubaccounts PageSize Page PageToken',
  'GET /v1/Credentials/PublicKeys':
    'PageSize Page PageToken',
  'GET /v1/Keys':
    'AccountSid PageSize Page PageToken',
  'GET /v1/Services':
    'PageSize Page PageToken',
  'GET /v1/Services/{ServiceSid}/PhoneNumbers':
    'PageSize Page PageToken',
  'GET /v2/PhoneNumbers/{PhoneNumber}':
    'Fields CountryCode FirstName LastName AddressLine1 AddressLine2 City State PostalCode AddressCountryCode NationalId DateOfBirth LastVerifiedDate VerificationSid PartnerSubId',
  'GET /v2/Services':
    'PageSize Page PageToken',
  'POST /2010-04-01/Accounts.json':
    'FriendlyName',
  'POST /2010-04-01/Accounts/{AccountSid}.json':
    'FriendlyName Status',
  'POST /2010-04-01/Accounts/{AccountSid}/Calls.json':
    'To From Method FallbackUrl FallbackMethod StatusCallback StatusCallbackEvent StatusCallbackMethod SendDigits Timeout Record RecordingChannels RecordingStatusCallback RecordingStatusCallbackMethod RecordingConfigurationId SipAuthUsername SipAuthPassword MachineDetection MachineDetectionTimeout RecordingStatusCallbackEvent Trim CallerId MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold MachineDetectionSilenceTimeout AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod Passports Byoc CallReason CallToken RecordingTrack TimeLimit ClientNotificationUrl Url Twiml ApplicationSid',
  'POST /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json':
    'Url Method Status FallbackUrl FallbackMethod StatusCallback StatusCallbackMethod Twiml TimeLimit',
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json':
    'ApiVersion FriendlyName SmsApplicationSid SmsFallbackMethod SmsFallbackUrl SmsMethod SmsUrl StatusCallback StatusCallbackMethod VoiceApplicationSid VoiceCallerIdLookup VoiceFallbackMethod VoiceFallbackUrl VoiceMethod VoiceUrl EmergencyStatus EmergencyAddressSid TrunkSid IdentitySid AddressSid VoiceReceiveMode BundleSid PhoneNumber AreaCode',
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Local.json':
    'PhoneNumber ApiVersion FriendlyName SmsApplicationSid SmsFallbackMethod SmsFallbackUrl SmsMethod SmsUrl StatusCallback StatusCallbackMethod VoiceApplicationSid VoiceCallerIdLookup VoiceFallbackMethod VoiceFallbackUrl VoiceMethod VoiceUrl IdentitySid AddressSid EmergencyStatus EmergencyAddressSid TrunkSid VoiceReceiveMode BundleSid',
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/Mobile.json':
    'PhoneNumber ApiVersion FriendlyName SmsApplicationSid SmsFallbackMethod SmsFallbackUrl SmsMethod SmsUrl StatusCallback StatusCallbackMethod VoiceApplicationSid VoiceCallerIdLookup VoiceFallbackMethod VoiceFallbackUrl VoiceMethod VoiceUrl IdentitySid AddressSid EmergencyStatus EmergencyAddressSid TrunkSid VoiceReceiveMode BundleSid',
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/TollFree.json':
    'PhoneNumber ApiVersion FriendlyName SmsApplicationSid SmsFallbackMethod SmsFallbackUrl SmsMethod SmsUrl StatusCallback StatusCallbackMethod VoiceApplicationSid VoiceCallerIdLookup VoiceFallbackMethod VoiceFallbackUrl VoiceMethod VoiceUrl IdentitySid AddressSid EmergencyStatus EmergencyAddressSid TrunkSid VoiceReceiveMode BundleSid',
  'POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json':
    'AccountSid ApiVersion FriendlyName SmsApplicationSid SmsFallbackMethod SmsFallbackUrl SmsMethod SmsUrl StatusCallback StatusCallbackMethod VoiceApplicationSid VoiceCallerIdLookup VoiceFallbackMethod VoiceFallbackUrl VoiceMethod VoiceUrl EmergencyStatus EmergencyAddressSid TrunkSid VoiceReceiveMode IdentitySid AddressSid BundleSid',
  'POST /2010-04-01/Accounts/{AccountSid}/Keys.json':
    'FriendlyName',
  'POST /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json':
    'FriendlyName',
  'POST /2010-04-01/Accounts/{AccountSid}/Messages.json':
    'To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery ContentRetention AddressRetention SmartEncoded PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms ContentVariables MessageIntent RiskCheck From FallbackFrom MessagingServiceSid Body MediaUrl ContentSid',
  'POST /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json':
    'Body Status',
  'POST /2010-04-01/Accounts/{AccountSid}/SigningKeys.json':
    'FriendlyName',
  'POST /2010-04-01/Accounts/{AccountSid}/SigningKeys/{Sid}.json':
    'FriendlyName',
  'POST /v1/AuthTokens/Promote':
    'SuppressEmailNotification',
  'POST /v1/AuthTokens/Secondary':
    'SuppressEmailNotification',
  'POST /v1/Credentials/PublicKeys':
    'PublicKey FriendlyName AccountSid',
  'POST /v1/Credentials/PublicKeys/{Sid}':
    'FriendlyName',
  'POST /v1/Keys':
    'AccountSid FriendlyName KeyType Policy',
  'POST /v1/Keys/{Sid}':
    'FriendlyName Policy',
  'POST /v1/Services':
    'FriendlyName InboundRequestUrl InboundMethod FallbackUrl FallbackMethod StatusCallback StickySender MmsConverter SmartEncoding ScanMessageContent FallbackToLongCode AreaCodeGeomatch ValidityPeriod SynchronousValidation Usecase UseInboundWebhookOnNumber',
  'POST /v1/Services/{ServiceSid}':
    'FriendlyName InboundRequestUrl InboundMethod FallbackUrl FallbackMethod StatusCallback StickySender MmsConverter SmartEncoding ScanMessageContent FallbackToLongCode AreaCodeGeomatch ValidityPeriod SynchronousValidation Usecase UseInboundWebhookOnNumber',
  'POST /v1/Services/{ServiceSid}/PhoneNumbers':
    'PhoneNumberSid',
  'POST /v2/Services':
    'FriendlyName CodeLength LookupEnabled SkipSmsToLandlines DtmfInputRequired TtsName Psd2Enabled DoNotShareWarningEnabled CustomCodeEnabled Push.IncludeDate Push.ApnCredentialSid Push.FcmCredentialSid Totp.Issuer Totp.TimeStep Totp.CodeLength Totp.Skew DefaultTemplateSid Whatsapp.MsgServiceSid Whatsapp.From Passkeys.RelyingParty.Id Passkeys.RelyingParty.Name Passkeys.RelyingParty.Origins Passkeys.AuthenticatorAttachment Passkeys.DiscoverableCredentials Passkeys.UserVerification VerifyEventSubscriptionEnabled',
  'POST /v2/Services/{ServiceSid}':
    'FriendlyName CodeLength LookupEnabled SkipSmsToLandlines DtmfInputRequired TtsName Psd2Enabled DoNotShareWarningEnabled CustomCodeEnabled Push.IncludeDate Push.ApnCredentialSid Push.FcmCredentialSid Totp.Issuer Totp.TimeStep Totp.CodeLength Totp.Skew DefaultTemplateSid Whatsapp.MsgServiceSid Whatsapp.From Passkeys.RelyingParty.Id Passkeys.RelyingParty.Name Passkeys.RelyingParty.Origins Passkeys.AuthenticatorAttachment Passkeys.DiscoverableCredentials Passkeys.UserVerification VerifyEventSubscriptionEnabled',
  'POST /v2/Services/{ServiceSid}/VerificationCheck':
    'Code To VerificationSid Amount Payee SnaClientToken',
  'POST /v2/Services/{ServiceSid}/Verifications':
    'To Channel CustomFriendlyName CustomMessage SendDigits Locale CustomCode Amount Payee RateLimits ChannelConfiguration AppHash TemplateSid TemplateCustomSubstitutions Templates DeviceIp EnableSnaClientToken RiskCheck Tags',
  'POST /v2/Services/{ServiceSid}/Verifications/{Sid}':
    'Status',
  'POST /v2/token':
    'account_sid grant_type client_id client_secret code redirect_uri audience refresh_token scope code_verifier',
};
