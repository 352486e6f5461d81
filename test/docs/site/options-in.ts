import ts from 'typescript';
import type { Document } from '../documents.js';

/** The path of each options type in the options of the module. */
const PLACES: Readonly<Record<string, string>> = {
  TwilioAuthModuleOptions: '',
  TwilioAuthModuleExtras: '',
  TwilioAuthModuleAsyncOptions: '',
  AccountOptions: '',
  AccessTokenOptions: 'accessTokens.',
  WebhookOptions: 'webhook.',
  ClientValidationOptions: 'clientValidation.',
  PolicyOptions: 'policy.',
  PolicyExceptionOptions: 'policy.exceptions[].',
  OAuthOptions: 'oauth.',
  HttpOptions: 'http.',
  TenantCacheOptions: 'tenantCache.',
  TwilioAuthMethods: 'auth.',
};

/** The path of every option, read from the sources without the help of the generator. */
export function optionsIn(sources: readonly Document[]): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    return statements.filter(ts.isInterfaceDeclaration).flatMap(({ name, members }) => {
      const place = PLACES[name.text];
      if (place === undefined) return [];
      const fields = place === 'auth.' ? members.flatMap(fieldsOfMethod) : [...members];
      return fields.map((field) => place + (field.name?.getText() ?? ''));
    });
  });
}

function fieldsOfMethod(method: ts.TypeElement): readonly ts.TypeElement[] {
  const type = ts.isPropertySignature(method) ? method.type : undefined;
  return type !== undefined && ts.isTypeLiteralNode(type) ? type.members : [];
}
